using System.CommandLine;
using Weir.Zoo;

RootCommand root = new("The zoo: training set-ups with a known fault, or none, and what Weir says of them.")
{
    RunCommand.Make(TimeProvider.System),
    ImportCommand.Make(),
    ReportCommand.Make(),
    DrawCommand.Make(TimeProvider.System),
    OddsCommand.Make(),
    PerturbCommand.Make(),
    RivalsCommand.Make(),
};
return root.Parse(args).Invoke();
