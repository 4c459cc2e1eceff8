using Weir.Data;
using Weir.Nn;
using Weir.Training;

namespace Weir.Repair.Tests.Text;

public class RecipeTextTests
{
    [Fact]
    public void What_has_not_changed_stays_as_it_was_written()
    {
        Recipe before = Make.Recipe(Make.DeepSigmoid);
        Recipe after = before with { Optimizer = new OptimizerRecipe(new AdamOptions { Rate = 0.01 }) };
        string text = RecipeText.With(Make.DeepSigmoid, before, after, "steps of the rate's length");
        text.ShouldBe(Make.DeepSigmoid.ReplaceLineEndings("\n").Replace("optimizer: {adam: {rate: 0.003}}",
            "optimizer: {adam: {rate: 0.01}}  # repair: steps of the rate's length", StringComparison.Ordinal) + "\n");
        RecipeReader.Parse(text).ShouldBe(after);
    }

    [Fact]
    public void What_is_said_of_a_line_that_changes_stays_in_front_of_it()
    {
        const string Text = """
            model:
              - {linear: 4, activation: relu}  # narrow: the paper's width
              # the head
              - linear: outputs
            data: {source: moons,  # drawn anew
              training: 200,       # 'as # many' as we have
              validation: 100}
            optimizer:
              sgd:
                rate: 0.1  # the paper's
                momentum: 0.9
            """;
        Recipe before = RecipeReader.Parse(Text);
        Recipe after = before with
        {
            Optimizer = new OptimizerRecipe(new SgdOptions { Rate = 0.01, Momentum = 0.9 }),
            Model = [new LinearRecipe { Units = 8, Activation = new Choice("relu") }, before.Model[1]],
            Data = before.Data with { Standardize = Standardization.PerFeature },
        };
        string text = RecipeText.With(Text, before, after, "why");
        text.ShouldBe("""
            model:
              # narrow: the paper's width
              - {linear: 8, activation: relu}  # repair: why
              # the head
              - linear: outputs
            # drawn anew
            # 'as # many' as we have
            data: {source: moons, training: 200, validation: 100, standardize: per-feature}  # repair: why
            optimizer:
              sgd:
                # the paper's
                rate: 0.01  # repair: why
                momentum: 0.9

            """.ReplaceLineEndings("\n"));
        RecipeReader.Parse(text).ShouldBe(after);
        // The reason of a change before is none of the user's, and goes with it.
        RecipeText.With(text, after, before, "no").ShouldNotContain("# repair: why");
    }

    [Fact]
    public void What_is_said_of_an_entry_that_goes_stays()
    {
        const string Text = """
            model:
              - {linear: 4, activation: relu}
              - dropout: 0.5  # see ticket 12
              # the head
              - linear: outputs
            optimizer: {sgd: {rate: 0.1}}
            """;
        Recipe before = RecipeReader.Parse(Text);
        Recipe after = before with { Model = [before.Model[0], before.Model[2]] };
        string text = RecipeText.With(Text, before, after, "why");
        text.ShouldContain("  # see ticket 12\n  # the head\n  - linear: outputs");
        text.ShouldContain("# repair: why");
        RecipeReader.Parse(text).ShouldBe(after);
    }

    [Fact]
    public void A_changed_layer_is_one_changed_line()
    {
        Recipe before = Make.Recipe(Make.DeepSigmoid);
        Recipe after = ActivationRemedy.With(before, new Choice("relu"));
        string text = RecipeText.With(Make.DeepSigmoid, before, after, "sigmoid → relu");
        LineDifference.Lines(Make.DeepSigmoid, text).ShouldBe([
            "-   - {linear: 16, repeat: 8, activation: sigmoid, weight: glorot-uniform}",
            "+   - {linear: 16, repeat: 8, activation: relu}  # repair: sigmoid → relu"]);
        text.ShouldContain("# as many as there are classes");
        RecipeReader.Parse(text).ShouldBe(after);
    }

    [Fact]
    public void Layers_can_come_and_go()
    {
        Recipe before = Make.Recipe(Make.DeepSigmoid);
        Recipe more = before with { Model = [before.Model[0], new DropoutRecipe { Rate = 0.2 }, before.Model[1]] };
        string text = RecipeText.With(Make.DeepSigmoid, before, more, "no unit relies on another");
        LineDifference.Lines(Make.DeepSigmoid, text).ShouldBe(["+   - dropout: 0.2  # repair: no unit relies on another"]);
        RecipeReader.Parse(text).ShouldBe(more);
        string back = RecipeText.With(text, more, before, "all of the signal passes");
        RecipeReader.Parse(back).ShouldBe(before);
        back.ShouldContain("# repair: all of the signal passes");
    }

    [Fact]
    public void A_key_that_goes_leaves_word_of_what_it_was_and_a_new_one_comes_at_the_end()
    {
        const string Text = """
            model: [{linear: 4, activation: relu}, linear: outputs]
            optimizer: {sgd: {rate: 0.1}}
            gradient:
              - clip-norm: 1e-5
            # the end
            """;
        Recipe before = RecipeReader.Parse(Text);
        Recipe after = before with { Gradient = [], Data = before.Data with { Standardize = Standardization.PerFeature } };
        string text = RecipeText.With(Text, before, after, "nothing is cut");
        text.ShouldContain("# repair: nothing is cut; here stood: gradient: - clip-norm: 1e-5");
        text.ShouldContain("# the end");
        RecipeReader.Parse(text).ShouldBe(after);
    }

    [Fact]
    public void Of_a_group_the_key_that_changed_is_written_anew_and_the_rest_stays_with_its_comments()
    {
        const string Text = """
            # mine
            data:
              source: digits    # drawn by the program
              # few, to be quick
              training: 200
              validation: 50
              test: 50

            model: [{linear: 4, activation: relu}, linear: outputs]
            optimizer: {sgd: {rate: 0.1}}
            """;
        Recipe before = RecipeReader.Parse(Text);
        DataRecipe data = before.Data with { Standardize = Standardization.PerFeature };
        Recipe after = before with { Data = data with { Request = data.Request with { TrainingCount = 300 } } };
        string text = RecipeText.With(Text, before, after, "the reason");
        text.ShouldBe("""
            # mine
            data:
              source: digits    # drawn by the program
              # few, to be quick
              training: 300  # repair: the reason
              validation: 50
              test: 50
              standardize: per-feature  # repair: the reason

            model: [{linear: 4, activation: relu}, linear: outputs]
            optimizer: {sgd: {rate: 0.1}}

            """.ReplaceLineEndings("\n"));
        RecipeReader.Parse(text).ShouldBe(after);
    }

    [Fact]
    public void Two_changes_stand_side_by_side_each_with_its_own_comment()
    {
        Recipe before = Make.Recipe(Make.DeepSigmoid);
        Recipe first = ActivationRemedy.With(before, new Choice("relu")), second = RateRemedy.With(first, 0.01);
        string text = RecipeText.With(RecipeText.With(Make.DeepSigmoid, before, first, "sigmoid → relu"), first, second, "a higher rate");
        LineDifference.Lines(Make.DeepSigmoid, text).ShouldBe([
            "-   - {linear: 16, repeat: 8, activation: sigmoid, weight: glorot-uniform}",
            "+   - {linear: 16, repeat: 8, activation: relu}  # repair: sigmoid → relu",
            "- optimizer: {adam: {rate: 0.003}}",
            "+ optimizer: {adam: {rate: 0.01}}  # repair: a higher rate"]);
        RecipeReader.Parse(text).ShouldBe(second);
    }

    [Theory]
    [InlineData("{name: flow, model: [{linear: 4}, linear: outputs], optimizer: {sgd: {rate: 0.1}}, batch: 8}")]
    [InlineData("""
        model: [{linear: 4},
          linear: outputs]
        optimizer: {sgd:
          {rate: 0.1}}
        "batch": 8
        """)]
    public void Whatever_its_style_a_changed_text_reads_as_the_changed_recipe(string text)
    {
        Recipe before = RecipeReader.Parse(text);
        Recipe after = RateRemedy.With(before with { Batch = 16 }, 0.01);
        string written = RecipeText.With(text, before, after, "steps of the rate's length");
        RecipeReader.Parse(written).ShouldBe(after);
        written.ShouldContain("# repair: steps of the rate's length");
    }

    [Theory]
    [InlineData("""
        {name: flow, model:
          [{linear: 4}, linear: outputs], optimizer: {sgd: {rate: 0.1}}, batch: 8}
        """)]
    [InlineData("""
        {name: flow, optimizer: {sgd: {rate: 0.1}}, model:
          [{linear: 4},
           linear: outputs], batch: 8}
        """)]
    [InlineData("""
        model:
          [{linear: 4}, linear: outputs]
        optimizer: {sgd: {rate: 0.1}}
        """)]
    [InlineData("""
        {
        model:
          [{linear: 4},
           linear: outputs],
        optimizer: {sgd: {rate: 0.1}}
        }
        """)]
    public void Keys_and_layers_may_share_lines(string text)
    {
        Recipe before = RecipeReader.Parse(text);
        Recipe after = RateRemedy.With(before with { Model = [before.Model[0], new DropoutRecipe { Rate = 0.2 }, before.Model[1]] }, 0.01);
        string written = RecipeText.With(text, before, after, "no unit relies on another");
        RecipeReader.Parse(written).ShouldBe(after);
        written.ShouldContain("# repair: no unit relies on another");
    }

    [Fact]
    public void Lines_end_as_they_ended_before()
    {
        string text = Make.DeepSigmoid.ReplaceLineEndings("\r\n");
        Recipe before = Make.Recipe(Make.DeepSigmoid);
        string written = RecipeText.With(text, before, RateRemedy.With(before, 0.01), "higher");
        written.ReplaceLineEndings("\n").Split('\n').Length.ShouldBe(written.Split("\r\n").Length);
        written.ShouldContain("# Eight layers of sigmoids.\r\n");
        written.Replace("\r\n", "", StringComparison.Ordinal).ShouldNotContain("\n");
    }
}
