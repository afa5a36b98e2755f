using Landfall.EndToEnd.Tests.Platform;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(SharedPlatform))]

// Tests wait for runs far more than they compute: more of them at a time than there are cores.
[assembly: Parallelization(MaxThreads = 3)]
