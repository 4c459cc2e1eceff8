using Weir.Data;
using Weir.Diagnosis;
using Weir.Inference;
using Weir.Nn;
using Weir.Training;

// A network of dense layers for drawn digits; "csv" with a File and a Target is a table of your own.
Recipe recipe = new()
{
    Name = "my-network",
    Data = new DataRecipe { Source = "digits", Request = new DataRequest { TrainingCount = 2000, ValidationCount = 500, TestCount = 0 } },
    Model = [new LinearRecipe { Units = 64, Repeat = 2, Activation = new Choice("relu") }, new LinearRecipe()],
    Optimizer = new OptimizerRecipe(new AdamOptions { Rate = 0.002 }),
    Batch = 32,
    Budget = new BudgetRecipe { Epochs = 4 },
};

// Before the first step: a few batches through the untrained network.
foreach (Finding finding in Preflight.Check(recipe).Verdict.Findings)
    Console.WriteLine($"{finding.Severity} {finding.Diagnostic.Code}: {finding.Message}");

using Trainer trainer = Trainer.Start(recipe, new TrainerOptions { RunsDirectory = "runs" });
// Judges what is measured of every layer while it trains, and says what it finds at once.
RunWatch watch = new(trainer, found: finding => Console.WriteLine($"step {finding.Step}: {finding.Message}"));
TrainingResult result = trainer.Run(watch);
Console.WriteLine($"{trainer.Info.Parameters:n0} parameters, {result.Steps:n0} steps, validation {result.Last?.ValidationAccuracy:p1}");
Console.WriteLine(watch.Findings.Count == 0 ? "no findings: signal and gradient flow" : $"{watch.Findings.Count} findings");

// The trained network at work; it can be used by several threads at once.
Predictor predictor = Predictor.Load(trainer.Info.Directory!);
Console.WriteLine($"it takes {predictor.InputSize} numbers and tells {string.Join(", ", predictor.Signature.Output.Names)} apart");
