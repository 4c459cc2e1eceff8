// A network of dense layers, said as a recipe in C#: the trainer does the rest, and the run is kept under runs/ as that of the command line
// is.
//     dotnet run -c Release --project samples/Mlp
using Weir.Data;
using Weir.Flow;
using Weir.Nn;
using Weir.Training;

Recipe recipe = new()
{
    Name = "sample-mlp",
    Data = new DataRecipe { Source = "digits", Request = new DataRequest { TrainingCount = 2000, ValidationCount = 500, TestCount = 0 } },
    Model = [new LinearRecipe { Units = 64, Repeat = 2, Activation = new Choice("relu") }, new LinearRecipe()],
    Optimizer = new OptimizerRecipe(new AdamOptions { Rate = 0.002 }),
    Batch = 32,
    Budget = new BudgetRecipe { Epochs = 4 },
};
using Trainer trainer = Trainer.Start(recipe, new TrainerOptions { RunsDirectory = "runs" });
TrainingResult result = trainer.Run();
Console.WriteLine($"{trainer.Info.Parameters} parameters, {result.Steps} steps, validation {result.Last?.ValidationAccuracy:p1}");

// What was measured on the way.
Trace trace = TraceReader.Read(Path.Combine(trainer.Info.Directory!, "flow.jsonl"));
FlowSample last = trace.Samples[^1];
for (int i = 0; i < trace.Header.Layers.Count; i++)
    Console.WriteLine($"layer {trace.Header.Layers[i].Path} {trace.Header.Layers[i].Kind,-12} delta.rms {last.Layers[i].DeltaRms:e1}, "
        + $"{last.Layers[i].ActivationZero:p0} zero");
Console.WriteLine($"attenuation {last.Attenuation:f2} decades per layer over {trace.Samples.Count} samples");
