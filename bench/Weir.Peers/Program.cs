using Weir.Peers;

// How fast a trained network is at work, beside ML.NET's pipeline, each in a process of its own:
//   Weir.Peers make DIR     a table of 10⁶ rows × 20 columns, a part of it, and a network 20-64-64-1 that is trained on that
//   Weir.Peers weir DIR     predicts the table
//   Weir.Peers mlnet DIR    the same with ML.NET and the same network, which ONNX Runtime works out: load, predict, save
//   Weir.Peers linear DIR   the same with ML.NET and a linear model (it has no networks of its own)
//   Weir.Peers latency DIR  one row at a time, beside ONNX Runtime
//   Weir.Peers parse DIR    all cells of the table as numbers, beside Sep and Sylvan
return args switch
{
    ["make", var folder] => Table.Make(folder),
    ["weir", var folder] => WeirPipeline.Run(folder),
    ["mlnet", var folder] => MlNetPipeline.Network(folder),
    ["linear", var folder] => MlNetPipeline.Linear(folder),
    ["latency", var folder] => Latency.Run(folder),
    ["parse", var folder] => Parsing.Run(folder),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: Weir.Peers make|weir|mlnet|linear|latency|parse DIR");
    return 2;
}
