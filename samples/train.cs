#!/usr/bin/env -S dotnet run
// One file is a whole program:  dotnet run samples/train.cs
// In a folder of your own, '#:package Weir@*-*' takes the place of the line below.
#:project ../packages/Weir/Weir.csproj
#:property PublishAot=false
using Weir.Data;
using Weir.Diagnosis;
using Weir.Nn;
using Weir.Training;

Recipe recipe = new()
{
    Name = "eight-sigmoids",
    Data = new DataRecipe { Source = "digits", Request = new DataRequest { TrainingCount = 2000, ValidationCount = 500, TestCount = 0 } },
    Model = [new LinearRecipe { Units = 64, Repeat = 8, Activation = new Choice("sigmoid") }, new LinearRecipe()],
    Optimizer = new OptimizerRecipe(new SgdOptions { Rate = 0.1 }),
    Batch = 32,
    Budget = new BudgetRecipe { Epochs = 2 },
};
using Trainer trainer = Trainer.Start(recipe);
RunWatch watch = new(trainer);
TrainingResult result = trainer.Run(watch);
Console.WriteLine($"validation {result.Last?.ValidationAccuracy:p1}");
foreach (Finding finding in watch.Findings)
    Console.WriteLine($"{finding.Severity} {finding.Diagnostic.Code}: {finding.Message}");
