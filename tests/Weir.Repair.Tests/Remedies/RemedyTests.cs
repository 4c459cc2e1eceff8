using Weir.Training;

namespace Weir.Repair.Tests.Remedies;

/// <summary>What holds of every remedy.</summary>
public class RemedyTests
{
    public static TheoryData<string> Recipes { get; } =
    [
        Make.DeepSigmoid,
        Make.HighRate,
        """
        data: {source: friedman, training: 300, validation: 100, test: 0, targets: none}
        model:
          - {linear: 12, activation: tanh, weight: {normal: 5}, bias: {constant: -3}}
          - dropout: 0.8
          - linear: 12
          - {linear: 1, activation: sigmoid}
        loss: mean-squared-error
        optimizer: {adam: {rate: 0.5, weight-decay: 0.3, epsilon: 1e-12}}
        gradient: [clip-norm: 1e-5]
        schedule: {step: {every: 10, factor: 0.1}}
        batch: 32
        epochs: 2
        """,
        """
        data: {source: digits, images: true, training: 300, validation: 100, test: 0}
        model:
          - {conv: 4, activation: sigmoid, repeat: 2, weight: {normal: 1}}
          - max-pool
          - flatten
          - {linear: 16, activation: relu, repeat: 4}
          - linear: outputs
          - softmax
        loss: mean-squared-error
        optimizer: {sgd: {rate: 0.1}}
        batch: 64
        epochs: 1
        """,
        """
        data: {source: shapes, size: 8, training: 100, validation: 20, test: 0}
        model:
          - {conv: 4, activation: sigmoid}
          - concat: [max-pool, {conv: 4, activation: sigmoid}, upsample]
          - {conv-transpose: 4, kernel: 3, stride: 1, padding: 1, activation: sigmoid}
          - linear: outputs
        loss: mean-squared-error
        optimizer: {sgd: {rate: 0.1}}
        epochs: 1
        """,
        """
        data: {source: circles, training: 200, validation: 100, test: 0}
        model:
          - {linear: 3, repeat: 9, activation: elu}
          - linear: outputs
        optimizer: {sgd: {rate: 0.01}}
        epochs: 2
        """,
        """
        data: {source: adding, length: 20, training: 200, validation: 50, test: 0}
        model:
          - {simple-rnn: 8, last: true}
          - linear: outputs
        loss: mean-squared-error
        optimizer: {sgd: {rate: 0.1}}
        epochs: 1
        """,
    ];

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Each_proposal_changes_the_recipe_the_same_way_each_time_to_one_that_can_be_trained(string text)
    {
        RepairCase about = Make.Case(text);
        Proposal[] proposals = [.. RemedyList.All.SelectMany(remedy => remedy.Propose(about))];
        proposals.Length.ShouldBeGreaterThan(5);
        proposals.Select(proposal => proposal.Id).ShouldBeUnique();
        Data.DataSplit data = about.Recipe.Data.Load();
        foreach (Proposal proposal in proposals)
        {
            Recipe after = proposal.Change(about.Recipe);
            after.ShouldNotBe(about.Recipe, proposal.Id);
            proposal.Change(about.Recipe).ShouldBe(after, proposal.Id);
            proposal.Fit.ShouldBeInRange(0.01, 1, proposal.Id);
            using Trainer trainer = Trainer.Start(after with { Budget = new BudgetRecipe { Steps = 1 } }, new TrainerOptions
            {
                Data = data,
                Threads = 1
            });
            trainer.Run().Status.ShouldBeOneOf([TrainingStatus.Finished, TrainingStatus.NonFinite], proposal.Id);
        }
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Each_proposal_can_be_written_into_the_recipes_text(string text)
    {
        RepairCase about = Make.Case(text);
        foreach (Proposal proposal in RemedyList.All.SelectMany(remedy => remedy.Propose(about)))
        {
            Recipe after = proposal.Change(about.Recipe);
            string written = RecipeText.With(text, about.Recipe, after, proposal.Summary);
            RecipeReader.Parse(written).ShouldBe(after, $"{proposal.Id}:\n{written}");
            written.ShouldContain("# repair: ");
        }
    }

    [Fact]
    public void Each_remedy_treats_diagnostics_that_there_are_and_moves_a_measure_that_there_is()
    {
        RemedyList.All.Select(remedy => remedy.Name).ShouldBeUnique();
        foreach (Remedy remedy in RemedyList.All)
        {
            foreach ((string name, double how) in remedy.Treats)
            {
                Diagnosis.RuleList.Find(name).ShouldNotBeNull($"{remedy.Name} treats {name}");
                how.ShouldBeInRange(0.01, 1);
            }

            Studies.MeasureList.Find(remedy.Quantity).ShouldNotBeNull(remedy.Name);
            remedy.Source.ShouldMatch("[0-9]{4}");
        }
    }

    [Fact]
    public void Layers_that_are_too_narrow_are_widened_and_too_many_of_a_kind_are_three()
    {
        RepairCase about = Make.Case("""
            data: {source: circles, training: 200, validation: 100, test: 0}
            model:
              - {linear: 64, activation: relu}
              - {linear: 3, repeat: 8, activation: relu}
              - linear: outputs
            optimizer: {sgd: {rate: 0.01}}
            epochs: 2
            """);
        Widths(new WidthRemedy().Propose(about).Single()).ShouldBe([(64, 1), (32, 8)]);
        Widths(new DepthRemedy().Propose(about).Single()).ShouldBe([(64, 1), (3, 1), (3, 1), (3, 1)]);
        RepairCase wide = Make.Case(Make.DeepSigmoid);
        new WidthRemedy().Propose(wide).ShouldBeEmpty();
        new DepthRemedy().Propose(Make.Case(Make.Healthy)).ShouldBeEmpty();
        RepairCase encoder = Make.Case("""
            data: {source: digits, training: 200, validation: 100, test: 0, reconstruct: true}
            model: [{linear: 3, activation: relu}, linear: outputs]
            loss: mean-squared-error
            optimizer: {sgd: {rate: 0.01}}
            epochs: 1
            """);
        new WidthRemedy().Propose(encoder).ShouldBeEmpty();

        (int, int)[] Widths(Proposal proposal) =>
            [.. proposal.Change(about.Recipe).Model.SkipLast(1).Cast<LinearRecipe>().Select(layer => (layer.Units!.Value, layer.Repeat))];
    }
}
