using Weir.Training;

namespace Weir.Cli.Tests.Commands;

/// <summary>A disk whose <c>fsync</c> fails ends a run in words, from the system's call to the exit code.</summary>
public class FailingSyncTests
{
    [StraceTheory]
    [InlineData("1+", "runs/x")]
    [InlineData("10", "runs/x/")]
    public void It_ends_the_run_and_the_run_goes_on_to_the_same_bits(string when, string named)
    {
        using Folder folder = new();
        File.WriteAllText(folder["small.yaml"], WeirProcess.SmallRecipe(epochs: 3));
        string[] train =
        [
            "train", folder["small.yaml"], "--plain", "--threads", "1", "--no-diagnosis", "--no-report", "--name", "x", "--runs",
        ];
        (int code, string errors) = Start(["strace", "-f", "-qq", "-o", folder["calls"], "-e", "trace=fsync", "-e",
            $"inject=fsync:error=EIO:when={when}"], [.. train, folder["runs"]]);
        code.ShouldBe(1, errors);
        errors.ShouldContain("Input/output error");
        errors.ShouldContain(folder[named]);
        Start([], [.. train, folder["runs"], "--resume"]).Code.ShouldBe(0);
        Start([], [.. train, folder["whole"]]).Code.ShouldBe(0);
        foreach (string file in (string[])["step-000000018.safetensors", "best.safetensors"])
            Numbers(folder[$"runs/x/checkpoints/{file}"]).ShouldBe(Numbers(folder[$"whole/x/checkpoints/{file}"]), file);
        File.ReadAllText(folder["runs/x/test.json"]).ShouldBe(File.ReadAllText(folder["whole/x/test.json"]));
    }

    // Seconds are kept beside them.
    private static byte[] Numbers(string checkpoint) =>
        [.. Safetensors.Read(checkpoint).Tensors.OrderBy(tensor => tensor.Key, StringComparer.Ordinal)
            .SelectMany(tensor => tensor.Value.Bytes)];

    private static (int Code, string Errors) Start(string[] under, string[] arguments)
    {
        using WeirProcess process = WeirProcess.Start([.. under, "dotnet", WeirProcess.Program, .. arguments]);
        (int code, _, string errors) = process.End();
        return (code, errors);
    }
}
