using Weir.Peers;

// How fast a trained network is at work, beside ML.NET's pipeline, each in a process of its own:
//   Weir.Peers make DIR     a table of 10⁶ rows × 20 columns, a part of it, and a network 20-64-64-1 that is trained on that
//   Weir.Peers weir DIR     predicts the table
//   Weir.Peers mlnet DIR    the same with ML.NET: load, normalise, a linear model (it has no networks of its own), save
//   Weir.Peers latency DIR  one row at a time
return args switch
{
    ["make", var folder] => Table.Make(folder),
    ["weir", var folder] => WeirPipeline.Run(folder),
    ["mlnet", var folder] => MlNetPipeline.Run(folder),
    ["latency", var folder] => Latency.Run(folder),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: Weir.Peers make|weir|mlnet|latency DIR");
    return 2;
}
