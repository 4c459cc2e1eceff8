using Weir.Training;

namespace Weir.Studies.Tests.Definition;

/// <summary>What a study says that comes to nothing, or to something else than it says, is told before anything runs.</summary>
public class StudyFaultsTests
{
    private const string Base = """
        base:
          net:
            data: {source: moons, training: 40, validation: 20, test: 0}
            model: [{linear: 4, activation: tanh}, dropout: 0.1, linear: outputs]
            optimizer: {sgd: {rate: 0.1}}
            epochs: 1
          other:
            data: {source: moons, training: 40, validation: 20, test: 0}
            model: [{linear: 4, activation: tanh}, dropout: 0.1, linear: outputs]
            optimizer: {sgd: {rate: 0.1, momentum: 0.9}}
            epochs: 1

        """;

    [Theory]
    [InlineData("residual: {around: 'model[2 to 7]', each: 2}",
        "1:26: the path 'model[2 to 7]' finds no entry [7] in 'model' of some.yaml, which has 3 of them")]
    [InlineData("'model[9].linear': 3", "1:7: the path 'model[9].linear' finds no entry [9] in 'model' of some.yaml, which has 3 of them")]
    [InlineData("'model[-4].linear': 3", "1:7: the path 'model[-4].linear' finds no entry [-4] in 'model' of some.yaml")]
    [InlineData("'model[1, 3 to 4].linear': 3", "1:7: the path 'model[1, 3 to 4].linear' finds no entry [4] in 'model' of some.yaml")]
    [InlineData("remove: 'model[-1 to 2]'", "1:15: the path 'model[-1 to 2]' finds no entry [-1 to 2] in 'model' of some.yaml")]
    [InlineData("remove: 'model[3 to 2]'", "1:15: '[3 to 2]' goes backwards; write [2 to 3]")]
    [InlineData("residual: {around: 'model[1 to 2]', each: 3}",
        "1:17: residual does nothing: 'model[1 to 2]' names 2 layers of some.yaml, and a block is to hold 3")]
    [InlineData("residual: {around: 'model[1 to 2]', eech: 3}",
        "1:43: unknown key 'eech' in a shortcut; the keys are around, each; did you mean 'each'?")]
    [InlineData("insert: {after: 'model[1]', layers: []}", "1:43: set.insert does nothing: 'layers' is empty")]
    [InlineData("remove: []", "1:15: set.remove does nothing: the list is empty")]
    [InlineData("optimizer.*.momentm:", "1:7: 'optimizer.*.momentm' does nothing: an empty value removes a key, and no recipe of the study "
        + "has this one; did you mean 'momentum'?")]
    [InlineData("checkpoints.every:", "1:7: 'checkpoints.every' does nothing: an empty value removes a key, and no recipe of the study has "
        + "this one")]
    [InlineData("seed: 3", "1:7: 'seed' would have no effect: the seeds are those of the study, under its key 'seeds'")]
    [InlineData("name: a", "1:7: 'name' would have no effect: the names of runs are those of their cells")]
    public void A_change_that_cannot_do_what_it_says_is_a_fault_where_it_stands(string change, string message)
    {
        string set = "set: {" + change + " }\n";
        Message(set + Base).ShouldContain($"some.yaml:{message}");
    }

    [Theory]
    [InlineData("optimizer.*.momentum:")]
    [InlineData("epochs: 1")]
    [InlineData("residual: {around: 'model[1 to 2]', each: 2}")]
    [InlineData("")]
    public void A_change_that_some_network_needs_or_that_is_the_same_on_purpose_is_none(string change)
    {
        Study study = StudyReader.Parse("factors: {way: {same: {}, other: {" + change + " }}}\nquick: {base: [net]}\n" + Base, "some.yaml");
        CellCheck.Cells(study, new SharedData(null)).Count.ShouldBe(4);
        study = StudyReader.Parse("factors: {way: {same: {}, other: {" + change + " }}}\nquick: {base: [net]}\n" + Base, "some.yaml",
            quick: true);
        CellCheck.Cells(study, new SharedData(null)).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("factors: {way: {x: {}, y: {seed: 3}}}", "1:28: 'seed' would have no effect")]
    [InlineData("largest: {of: {path: seed, from: 1, to: 3}}", "1:22: 'seed' would have no effect")]
    [InlineData("quick: {set: {seed: 2}}", "1:15: 'seed' would have no effect")]
    [InlineData("design: list\nfactors: {a: {x: {}, y: {}}, b: {t: {}, u: {}}}\ncells: [{a: y, b: u}, {b: t}, {b: u, a: y}]",
        "3:31: cells[3]: it names the cell 'net.y.u', as cells[1] does")]
    [InlineData("design: list\nfactors: {a: {x: {}, y: {}}}\ncells: [{a: x}, {}]", "3:17: cells[2]: it names the cell 'net.x', as "
        + "cells[1] does")]
    [InlineData("factors: {a: {x: {}, x.y: {}}, b: {y.z: {}, z: {}}}", "1:10: two cells would be called 'net.x.y.z'; give them names")]
    [InlineData("published: {sorce: there, values: [{network: net, value: 3}]}", "1:13: unknown key 'sorce' in the published figures; the "
        + "keys are source, values; did you mean 'source'?")]
    [InlineData("published: {source: there, values: [{network: net, vlue: 3}]}", "1:37: published.values[1]: expected the levels that")]
    [InlineData("exclude: [{network: o}]", "1:21: exclude[1].network: there is no network 'o'; there are net, other\n")]
    public void A_fault_of_the_study_is_told_where_it_stands(string lines, string message) =>
        (Message($"{lines}\n{Base}") + "\n").ShouldContain($"some.yaml:{message}");

    [Fact]
    public void A_change_in_code_that_sets_the_seed_is_refused()
    {
        Study study = StudyReader.Parse(Base) with { Set = [Change.Of(recipe => recipe with { Seed = recipe.Seed + 1 })] };
        Should.Throw<RecipeException>(() => CellPlan.Of(study)).Message.ShouldContain("the seeds are those of the study");
    }

    [Theory]
    [InlineData("measures: [loss, test-accuracy]", "1:18: measures[2]: no cell can have 'test-accuracy': their data has no test part")]
    [InlineData("measures: [loss, places-end]", "1:18: measures[2]: no cell can have 'places-end': no layer of theirs goes along "
        + "a sequence")]
    [InlineData("closing: [fit]", "1:11: closing[1]: no cell can have 'fit': their targets are classes, and no values")]
    [InlineData("diagnosis: false\nmeasures: [findings]", "2:12: measures[1]: no cell can have 'findings': the rules of diagnosis do not "
        + "watch them")]
    [InlineData("set: {flow: off}\nmeasures: [dead, loss]", "2:12: measures[1]: no cell can have 'dead': their flow is not measured")]
    [InlineData("set: {data: {source: adding, length: 5, training: 20, validation: 0, test: 0}, model: [flatten, linear: outputs], "
        + "loss: mean-squared-error}\nmeasures: [accuracy, fit]", "2:12: measures[1]: no cell can have 'accuracy': their targets are "
        + "values, and no classes\nsome.yaml:2:22: measures[2]: no cell can have 'fit': their data has no validation part")]
    public void A_measure_that_no_cell_can_have_is_a_fault_where_it_is_asked_for(string lines, string message) =>
        Message($"{lines}\n{Base}").ShouldBe($"some.yaml:{message}");

    [Fact]
    public void A_measure_that_some_cell_has_is_none()
    {
        Study study = StudyReader.Parse("measures: [test-accuracy]\nfactors: {part: {none: {}, some: {data.test: 9}}}\n" + Base);
        CellCheck.Cells(study, new SharedData(null)).Count.ShouldBe(4);
    }

    private static string Message(string text) =>
        Should.Throw<RecipeException>(() => CellCheck.Cells(StudyReader.Parse(text, "some.yaml"), new SharedData(null))).Message;
}
