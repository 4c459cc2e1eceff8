using System.Diagnostics;
using Weir.Cli;

using Interruption interruption = new();
return Application.Run(args, Terminal.OfProcess(() => new DateTimeOffset(Process.GetCurrentProcess().StartTime), interruption.Token));
