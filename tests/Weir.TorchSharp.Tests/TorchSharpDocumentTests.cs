using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using TorchSharp;
using Weir.Diagnosis;
using static TorchSharp.torch;

namespace Weir.TorchSharp.Tests;

/// <summary>
/// The blocks of docs/torchsharp.md are the code of this file, to the character but for the indentation and the folder of the run.
/// </summary>
public sealed partial class TorchSharpDocumentTests
{
    [Fact]
    public void The_blocks_are_this_code()
    {
        string code = Bare(File.ReadAllText(Here()));
        MatchCollection blocks = Blocks().Matches(Page());
        blocks.Count.ShouldBe(2);
        foreach (Match block in blocks)
            code.ShouldContain(Bare(block.Groups["code"].Value.Replace("\"runs/x\"", "directory", StringComparison.Ordinal)));
    }

    [LibtorchFact]
    public void And_they_run()
    {
        using TemporaryFolder folder = new();
        random.manual_seed(1);
        using nn.Module<Tensor, Tensor> model = Training.Dense(() => nn.ReLU(), 8, 32, 3);
        using optim.Optimizer optimizer = optim.Adam(model.parameters(), 0.005);
        using global::TorchSharp.Modules.CrossEntropyLoss loss = nn.CrossEntropyLoss();
        Check(model, optimizer, loss, [.. Enumerable.Range(0, 5).Select(_ => Training.Classes(64, 8, 3))]);
        Watch(model, optimizer, loss, folder["x"], 40);
        DiagnosedRun run = DiagnosedRun.Read(folder["x"]);
        run.Facts!.Setup!.Loss.ShouldBe("cross-entropy");
        run.Facts.Data!.MajorityShare.ShouldNotBeNull();
        run.Record!.Status.ShouldBe("finished");
    }

    private static void Watch(nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, nn.Module<Tensor, Tensor, Tensor> loss,
        string directory, int steps)
    {
        FlowWatchOptions options = new() { Directory = directory, Loss = loss, TotalSteps = steps };
        using FlowWatch run = FlowWatch.Attach(model, optimizer, options);
        for (int step = 0; step < steps; step++)
        {
            using DisposeScope scope = NewDisposeScope();
            (Tensor x, Tensor y) = Batch(step);
            optimizer.zero_grad();
            Tensor cost = loss.call(model.call(x), y);
            cost.backward();
            optimizer.step();
            run.Step(cost);
        }
    }

    private static void Check(nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, nn.Module<Tensor, Tensor, Tensor> loss,
        (Tensor, Tensor)[] batches)
    {
        FlowCheck check = FlowWatch.Check(model, optimizer, batches, loss.call);
        foreach (Finding finding in check.Findings)
            Console.WriteLine($"{finding.Severity} {finding.Diagnostic.Code}: {finding.Message}");
    }

    private static (Tensor, Tensor) Batch(int step) => Training.Classes(32 + (step % 2), 8, 3);

    private static string Page() => File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "../../docs/torchsharp.md"))
        .ReplaceLineEndings("\n");

    private static string Bare(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimStart()));

    private static string Here([CallerFilePath] string here = "") => here;

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Blocks();
}
