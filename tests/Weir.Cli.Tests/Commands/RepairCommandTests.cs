using Weir.Cli.Commands;
using Weir.Repair;
using Weir.Training;

namespace Weir.Cli.Tests.Commands;

public class RepairCommandTests
{
    private const string Broken = """
        # Too high a rate.
        name: broken
        data: {source: blobs, training: 200, validation: 100, test: 0}
        model:
          - {linear: 8, activation: relu}
          - linear: outputs
        optimizer: {sgd: {rate: 300}}   # as high as it gets
        batch: 20
        epochs: 10
        """;

    [Fact]
    public void A_recipe_is_repaired_and_written_with_a_comment_on_what_was_changed()
    {
        using Folder folder = new();
        File.WriteAllText(folder["broken.yaml"], Broken);
        using TestTerminal terminal = new();
        terminal.Run("repair", folder["broken.yaml"], "--runs", folder["runs"], "--apply").ShouldBe(0, terminal.Errors + terminal.Output);
        terminal.Output.ShouldContain("repaired");
        string text = File.ReadAllText(folder["broken.yaml"]);
        text.ShouldStartWith("# Too high a rate.");
        text.ShouldContain("# repair: ");
        File.Exists(folder["runs/broken-repair/repair.json"]).ShouldBeTrue();
        File.ReadAllText(folder["runs/broken-repair/repaired.yaml"]).ShouldBe(text);
    }

    [Fact]
    public void A_run_is_repaired_without_being_trained_again_unless_it_is_another_recipe()
    {
        using Folder folder = new();
        File.WriteAllText(folder["broken.yaml"], Broken);
        using TestTerminal training = new();
        training.Run("train", folder["broken.yaml"], "--runs", folder["runs"], "--no-report");
        using TestTerminal terminal = new();
        terminal.Run("repair", "broken", "--runs", folder["runs"]).ShouldBe(0, terminal.Errors + terminal.Output);
        terminal.Output.ShouldContain("the run broken stands for a training of the recipe as it is");
        terminal.Output.ReplaceLineEndings(" ").ShouldContain("which was not made again");
        using TestTerminal other = new();
        other.Run("repair", "broken", "--runs", folder["runs"], "--name", "other", "--set", "batch=25").ShouldBe(0, other.Errors);
        other.Output.ShouldContain("the run broken is not used, and the recipe is trained again: it is of another recipe than is repaired");
    }

    [Fact]
    public void A_plan_trains_nothing_and_writes_nothing()
    {
        using Folder folder = new();
        File.WriteAllText(folder["broken.yaml"], Broken);
        using TestTerminal terminal = new();
        terminal.Run("repair", folder["broken.yaml"], "--runs", folder["runs"], "--dry-run").ShouldBe(0, terminal.Errors);
        terminal.Output.ShouldContain("  1  ");
        terminal.Output.ShouldContain("rate 300 →");
        Directory.Exists(folder["runs"]).ShouldBeFalse();
    }

    [Fact]
    public void A_shipped_recipe_is_not_written_over()
    {
        using Folder folder = new();
        using TestTerminal terminal = new();
        terminal.Run("repair", "digits-mlp", "--runs", folder["runs"], "--apply", "--budget", "1").ShouldBe(2);
        terminal.Errors.ShouldContain("--budget takes a number of trainings");
    }

    [Fact]
    public void Values_that_are_set_are_the_reason_why_a_file_is_not_written()
    {
        using Folder folder = new();
        File.WriteAllText(folder["broken.yaml"], Broken);
        using TestTerminal terminal = new();
        terminal.Run("repair", folder["broken.yaml"], "--runs", folder["runs"], "--apply", "--set", "batch=10").ShouldBe(1);
        terminal.Errors.ShouldContain("with --set it is not the recipe of the file");
        terminal.Errors.ShouldNotContain("no file of yours");
        Directory.Exists(folder["runs"]).ShouldBeFalse();
    }

    [Fact]
    public void A_file_that_was_changed_meanwhile_is_left_as_it_is()
    {
        using Folder folder = new();
        string changed = Broken.Replace("batch: 20", "batch: 25", StringComparison.Ordinal);
        File.WriteAllText(folder["broken.yaml"], changed);
        RepairSubject subject = new(new RepairRequest(RecipeReader.Parse(Broken), Broken), folder["broken.yaml"], "", "repair");
        Should.Throw<CommandException>(() => subject.Apply("repaired", "elsewhere.yaml")).Message
            .ShouldContain("has changed since the repair began");
        File.ReadAllText(folder["broken.yaml"]).ShouldBe(changed);
        // A file of that name was written over, and gone.
        File.WriteAllText(folder["broken.yaml.tmp"], "mine");
        (subject with { Request = new RepairRequest(RecipeReader.Parse(changed), changed) }).Apply("repaired", "elsewhere.yaml");
        File.ReadAllText(folder["broken.yaml"]).ShouldBe("repaired");
        File.ReadAllText(folder["broken.yaml.tmp"]).ShouldBe("mine");
    }
}
