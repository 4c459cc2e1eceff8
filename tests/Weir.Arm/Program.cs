using System.Reflection;
using System.Runtime.InteropServices;
using Weir.Arm;
using Xunit.Abstractions;
using Xunit.Sdk;

// Runs the tests of a project in this process, for processors on which no SDK runs the tests itself: an emulated one, above all.
// Weir.Arm ASSEMBLY PART…  runs the tests whose full name contains one of the parts.
if (args.Length < 2)
{
    Console.Error.WriteLine("Weir.Arm ASSEMBLY PART…: which tests, by parts of their full names");
    return 2;
}

Console.WriteLine($"{RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} processors, "
    + RuntimeInformation.FrameworkDescription);
Assembly assembly = Assembly.Load(args[0]);
RunOptions options = new();
using XunitTestFramework framework = new(new NullMessageSink());
using FoundTests found = new();
using ITestFrameworkDiscoverer discoverer = framework.GetDiscoverer(Reflector.Wrap(assembly));
discoverer.Find(includeSourceInformation: false, found, options);
found.Finished.WaitOne();
ITestCase[] chosen = [.. found.Cases.Where(test => args[1..].Any(part => test.DisplayName.Contains(part, StringComparison.Ordinal)))];
using RunTests run = new();
using ITestFrameworkExecutor executor = framework.GetExecutor(assembly.GetName());
executor.RunTests(chosen, run, options);
run.Finished.WaitOne();
Console.WriteLine($"{run.Passed} passed, {run.Failed} failed, {run.Skipped} skipped");
// No test at all is a part that nothing has.
return run.Failed > 0 || run.Passed == 0 ? 1 : 0;
