namespace Weir.Pages.Tests.Documents;

public sealed class RecipeChangesTests
{
    private const string Base = "model: [{linear: 8, repeat: 2, activation: sigmoid}, {linear: outputs}]\noptimizer: {sgd: {rate: 0.1}}\n";

    [Fact]
    public void Recipes_are_compared_by_what_they_mean()
    {
        string written = """
            name: other
            # repair: what the writer says by the way
            optimizer:
              sgd: {rate: 0.1, momentum: 0}
            batch: 32
            model:
              - {linear: 8, activation: relu}
              - {linear: 8, activation: relu}
              - linear: outputs
            """;
        RecipeChanges.Node(Run(Base), Run(written))!.ToJsonString()
            .ShouldBe("""{"keys":[["model[1 to 2].activation","sigmoid","relu"]]}""");
        RecipeChanges.Node(Run(Base), Run(Base + "batch: 10\n"))!.ToJsonString()
            .ShouldBe("""{"keys":[["batch","32 (default)","10"]]}""");
    }

    [Fact]
    public void What_a_program_alone_can_read_is_said_to_be_so()
    {
        string own = Base.Replace("sigmoid", "a-function-of-ones-own", StringComparison.Ordinal);
        ((string)RecipeChanges.Node(Run(Base), Run(own))!["fault"]!).ShouldContain("a-function-of-ones-own");
        RecipeChanges.Node(Run(Base), Run(null)).ShouldBeNull();
    }

    private static RunFiles Run(string? recipe) => new()
    {
        Name = "run",
        Recipe = recipe,
        Trace = Make.Trace(1, 1),
        Epochs = [],
        Findings = [],
        FindingNodes = [],
        Diagnosis = new(),
    };
}
