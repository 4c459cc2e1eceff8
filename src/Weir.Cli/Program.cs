using System.Diagnostics;
using Weir.Cli;

DateTimeOffset started = Process.GetCurrentProcess().StartTime;
using Interruption interruption = new();
return Application.Run(args, Terminal.OfProcess(started, interruption.Token));
