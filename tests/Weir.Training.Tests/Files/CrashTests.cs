using System.Globalization;
using Weir.Tensors;

namespace Weir.Training.Tests;

/// <summary>
/// Whatever happens to the process, the disk or the power at any moment: the run goes on to the same bits, and nothing strays.
/// </summary>
public class CrashTests
{
    /// <summary>How often power is lost: WEIR_POWER_LOSSES, or some hundred times.</summary>
    private static readonly int s_losses =
        int.TryParse(Environment.GetEnvironmentVariable("WEIR_POWER_LOSSES"), CultureInfo.InvariantCulture, out int losses) ? losses : 75;

    [Theory]
    [InlineData(0, TrainingStatus.Finished)]
    [InlineData(1, TrainingStatus.Finished)]
    [InlineData(2, TrainingStatus.NonFinite)]
    [InlineData(3, TrainingStatus.Finished)]
    public void A_run_that_is_killed_at_any_operation_of_the_disk_comes_to_the_same_bits(int recipe, TrainingStatus status)
    {
        using SimulatedRun run = SimulatedRun.Of(recipe);
        run.Result.Status.ShouldBe(status, run.Result.Message);
        run.Operations.ShouldBeGreaterThan(50);
        RandomStream random = new(recipe);
        for (int operation = 1; operation <= run.Operations; operation++)
        {
            SimulatedDisk disk = SimulatedRun.Prepare(new SimulatedDisk());
            DieAt(disk, operation);
            run.Go(disk).ShouldBeNull();
            disk.Restart();
            // The second one may die as well.
            DieAt(disk, 1 + random.NextInteger(run.Operations));
            _ = run.Go(disk);
            disk.Restart();
            Finish(run, disk, $"killed at operation {operation}");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_run_whose_power_is_lost_goes_on_from_an_earlier_or_later_state_and_never_from_a_mixture(int recipe)
    {
        using SimulatedRun run = SimulatedRun.Of(recipe);
        for (int loss = 0; loss < s_losses; loss++)
        {
            RandomStream random = RandomStream.For(recipe, "power", loss);
            SimulatedDisk disk = SimulatedRun.Prepare(new SimulatedDisk());
            string told = $"power loss {loss}: at";
            for (int time = 0; time < 2; time++)
            {
                int operation = 1 + random.NextInteger(run.Operations);
                told += $" {operation}";
                DieAt(disk, operation);
                _ = run.Go(disk);
                disk.LosePower(random);
            }

            Finish(run, disk, told);
        }
    }

    [Theory]
    [InlineData(0, "No space left on device")]
    [InlineData(1, "Input/output error")]
    [InlineData(2, "Read-only file system")]
    [InlineData(3, "Permission denied")]
    public void A_disk_that_fails_at_any_operation_ends_the_run_in_words_and_it_can_go_on(int recipe, string error)
    {
        using SimulatedRun run = SimulatedRun.Of(recipe);
        for (int operation = 1; operation <= run.Operations; operation++)
        {
            SimulatedDisk disk = SimulatedRun.Prepare(new SimulatedDisk());
            int from = operation;
            string? failing = null;
            disk.Before = (number, _, path) =>
            {
                if (number < from)
                    return;
                failing ??= path;
                throw error == "Permission denied" ? new UnauthorizedAccessException(error) : new IOException(error);
            };
            string message = Message(run, disk);
            message.ShouldContain(error);
            message.ShouldContain(Named(failing!));
            disk.Restart();
            Finish(run, disk, $"failed at operation {operation}");
        }
    }

    /// <summary>
    /// What a message says of a path: an unfinished file goes by the name that it was to have, the lock and the best checkpoint by what
    /// they belong to.
    /// </summary>
    private static string Named(string path) => Path.GetFileName(path) is ".lock" or "best.safetensors.next"
        ? Path.GetDirectoryName(path)!
        : path.Replace(WholeFile.Unfinished, "", StringComparison.Ordinal);

    private static string Message(SimulatedRun run, SimulatedDisk disk)
    {
        try
        {
            return run.Go(disk)!.Message ?? "";
        }
        catch (RunException error)
        {
            return error.Message;
        }
    }

    private static void DieAt(SimulatedDisk disk, int operation) => disk.Before = (number, _, _) =>
    {
        if (number == operation)
            throw new SimulatedDeath();
    };

    private static void Finish(SimulatedRun run, SimulatedDisk disk, string told)
    {
        TrainingResult result = run.Go(disk).ShouldNotBeNull(told);
        result.Status.ShouldBe(run.Result.Status, told);
        result.Message.ShouldBe(run.Result.Message, told);
        run.Difference(disk).ShouldBeEmpty(told);
    }
}
