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
