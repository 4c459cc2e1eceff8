using Weir.Data;
using Weir.Training;

namespace Weir.Inference.Tests;

/// <summary>Files of samples with their targets, read for a network that is there.</summary>
public sealed class EvaluationSetTests : IDisposable
{
    private readonly TrainedRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void A_table_needs_no_column_of_groups_and_its_samples_keep_their_lines()
    {
        File.WriteAllText(_runs["people.csv"], "person,x,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i =>
            $"p{i / 3},{i % 10},{(i % 10 > 4 ? "big" : "small")}\n")));
        TrainedNetwork network = TrainedNetwork.Load(_runs.Train("""
            name: people
            data: {source: csv, file: people.csv, group: person, missing: drop}
            model: [linear: outputs]
            optimizer: {adam: {rate: 0.1}}
            epochs: 20
            """));
        File.WriteAllText(_runs["new.csv"], "y,x\nsmall,1\nbig,\nbig,9\nsmall,9\n");
        Dataset set = EvaluationSet.Read(network, _runs["new.csv"]);
        set.Origins!.Select(origin => (Path.GetFileName(origin.File), origin.Line)).ShouldBe([("new.csv", 2), ("new.csv", 4),
            ("new.csv", 5)]);
        WorstSample worst = NetworkEvaluation.Of(network, set, worst: 1).Worst.ShouldHaveSingleItem();
        (worst.Sample, worst.Place, worst.Target, worst.Prediction).ShouldBe((3, "new.csv, line 5", "small", "big"));
    }

    [Fact]
    public void The_worst_of_a_test_part_are_lines_of_the_file_and_not_of_the_shuffled_part()
    {
        string run = _runs.Houses(epochs: 1);
        TrainedNetwork network = TrainedNetwork.Load(run);
        string[] lines = File.ReadAllLines(_runs["houses.csv"]);
        EvaluationReport report = NetworkEvaluation.Of(network, network.Recipe.Data.Load().Test!);
        report.Worst.Count.ShouldBe(10);
        foreach (WorstSample worst in report.Worst)
        {
            int line = int.Parse(worst.Place!["houses.csv, line ".Length..], System.Globalization.CultureInfo.InvariantCulture);
            lines[line - 1].Split(',')[^1].ShouldBe(worst.Target);
        }
    }

    [Fact]
    public void Texts_that_training_has_not_are_told_of()
    {
        TrainedNetwork network = TrainedNetwork.Load(_runs.Houses(epochs: 1));
        File.WriteAllText(_runs["far.csv"], "size,age,town,price\n100,10,Rome,200000\n100,10,Atlantis,200000\n");
        List<string> told = [];
        EvaluationSet.Read(network, _runs["far.csv"], remark: told.Add).Count.ShouldBe(2);
        told.ShouldBe([$"{_runs["far.csv"]}, column 'town': 1 of 2 cells hold a text that training has not, as 'Atlantis', and count as "
            + "none of its texts"]);
    }

    [Fact]
    public void A_gap_that_nothing_fills_is_told_with_its_line()
    {
        TrainedNetwork network = TrainedNetwork.Load(_runs.Houses(epochs: 1));
        File.WriteAllText(_runs["gap.csv"], "size,age,town,price\n100,10,Rome,200000\n\n100,,Rome,200000\n");
        Should.Throw<DataException>(() => EvaluationSet.Read(network, _runs["gap.csv"])).Message
            .ShouldContain("gap.csv, line 4, column 'age': the cell is empty or not finite");
    }

    [Fact]
    public void Folders_of_other_classes_are_refused_and_files_that_are_no_image_told_of()
    {
        TrainedNetwork network = TrainedNetwork.Load(Images());
        List<string> told = [];
        Directory.CreateDirectory(_runs["new/dark"]);
        Image("new/dark/1.pgm", 10);
        File.WriteAllText(_runs["new/dark/notes.txt"], "none");
        Dataset set = EvaluationSet.Read(network, _runs["new"], remark: told.Add);
        (set.Count, ((ClassTargets)set.Targets).Labels[0], set.Origins![0].ToString()).ShouldBe((1, 1, "dark/1.pgm"));
        told.ShouldHaveSingleItem().ShouldContain("1 file is no image and is left out");
        Directory.CreateDirectory(_runs["new/grey"]);
        Should.Throw<DataException>(() => EvaluationSet.Read(network, _runs["new"])).Message
            .ShouldContain("the training images have no class 'grey'; they have bright, dark");
    }

    [Fact]
    public void A_network_that_predicts_numbers_of_images_says_so()
    {
        Images();
        File.WriteAllText(_runs["list.csv"], "file,age\n" + string.Concat(Enumerable.Range(0, 10).Select(i =>
            $"{(i % 2 == 0 ? "bright" : "dark")}/{i}.pgm,{i}.5\n")));
        TrainedNetwork network = TrainedNetwork.Load(_runs.Train("""
            name: ages
            data: {source: image-list, file: list.csv, folder: images, task: regression}
            model: [flatten, linear: outputs]
            loss: mean-squared-error
            optimizer: adam
            epochs: 1
            """));
        Should.Throw<DataException>(() => EvaluationSet.Read(network, _runs["images"])).Message
            .ShouldContain("the network predicts numbers of images, and folders tell classes alone");
    }

    [Fact]
    public void What_a_disk_refuses_is_an_error_that_names_the_file()
    {
        File.WriteAllText(_runs["text.txt"], string.Concat(Enumerable.Repeat("abcde", 100)));
        TrainedNetwork network = TrainedNetwork.Load(_runs.Train("""
            name: letters
            data: {source: text, file: text.txt, length: 16}
            model: [embedding: 4, gru: 4, linear: outputs]
            optimizer: adam
            epochs: 1
            """));
        Should.Throw<DataException>(() => EvaluationSet.Read(network, _runs["none.txt"])).Message.ShouldContain("there is no such file");
        using FileStream held = new(_runs["held.txt"], FileMode.Create, FileAccess.Write, FileShare.None);
        Should.Throw<DataException>(() => EvaluationSet.Read(network, _runs["held.txt"])).Message
            .ShouldContain("held.txt: cannot be read");
    }

    private string Images()
    {
        foreach (string name in new[] { "bright", "dark" })
            Directory.CreateDirectory(_runs[$"images/{name}"]);
        for (int i = 0; i < 10; i++)
            Image($"images/{(i % 2 == 0 ? "bright" : "dark")}/{i}.pgm", i % 2 == 0 ? 250 - i : i);
        return _runs.Train("""
            name: images
            data: {source: image-folder, folder: images, size: 4}
            model: [flatten, linear: outputs]
            optimizer: adam
            epochs: 1
            """);
    }

    private void Image(string name, int level) =>
        File.WriteAllText(_runs[name], $"P2\n4 4\n255\n{string.Join(' ', Enumerable.Repeat(level, 16))}\n");
}
