using Landfall.Worker.Build;

if (args is not [var assembly, var outputFolder, var referencesFile])
{
    Console.Error.WriteLine("Usage: Landfall.Worker.Build <app.dll> <output folder> <file with one reference per line>");
    return 2;
}

try
{
    var functions = FunctionScan.Of(assembly, File.ReadAllLines(referencesFile));
    var written = FunctionFolders.Write(outputFolder, functions);
    Console.WriteLine($"{functions.Count} functions, {written} function.json files written");
    return 0;
}
catch (FunctionScanException failure)
{
    // The form MSBuild shows as an error of the project.
    Console.Error.WriteLine($"{Path.GetFileName(assembly)} : error LF0001: {failure.Message}");
    return 1;
}
