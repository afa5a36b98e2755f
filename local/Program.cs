using Landfall.Local.Terminal;

return await LocalCommands.Run(args);
