namespace Weir.Zoo.Tests;

public class CaseRunnerTests
{
    [Fact]
    public void A_training_is_watched_scored_and_timed_with_diagnosis_and_without()
    {
        FindingRecord finding = new("WEIR101", "error", ["vanishing-gradient"], ["1"], 7);
        FakeDiagnoser diagnoser = new(finding);
        CaseRecord record = Run(Make.CaseJson(optimizer: """{"kind": "adam", "lr": 0.03}"""), diagnoser, repeats: 2);
        record.Error.ShouldBeNull();
        record.Findings.ShouldBe([finding]);
        // 800 rows in full batches of 64 are 12 steps an epoch.
        (record.Case, record.Seed, record.Steps, record.Finite).ShouldBe(("one", 1, 36, true));
        record.Train!.Value.ShouldBeGreaterThan(0.9);
        record.Test!.Value.ShouldBeGreaterThan(0.9);
        record.Seconds!.Value.ShouldBeGreaterThan(0);
        record.SecondsWithout!.Value.ShouldBeGreaterThan(0);
        diagnoser.Calls.Count(call => call == "watch").ShouldBe(3);
        diagnoser.Calls.Count(call => call == "end").ShouldBe(3);
    }

    [Fact]
    public void Without_repeats_it_is_trained_once_and_the_cost_is_not_known()
    {
        FakeDiagnoser diagnoser = new();
        CaseRecord record = Run(Make.CaseJson(), diagnoser, repeats: 0);
        record.SecondsWithout.ShouldBeNull();
        diagnoser.Calls.ShouldBe(["watch", "start", "end"]);
    }

    [Fact]
    public void The_same_seed_gives_the_same_scores()
    {
        CaseRecord first = Run(Make.CaseJson(), new FakeDiagnoser()), again = Run(Make.CaseJson(), new FakeDiagnoser());
        (again.Train, again.Test).ShouldBe((first.Train, first.Test));
    }

    [Fact]
    public void Values_are_scored_by_R2()
    {
        const string Layers =
            """[{"dense": 32, "init": "glorot-uniform"}, {"activation": "tanh"}, {"dense": "classes", "init": "glorot-uniform"}]""";
        CaseRecord record = Run(Make.CaseJson("\"clip_norm\": 1", Layers, "mse", """{"kind": "adam", "lr": 0.03}""", "friedman"),
            new FakeDiagnoser());
        record.Train!.Value.ShouldBeInRange(0.6, 1);
        record.Test!.Value.ShouldBeInRange(0.6, 1);
    }

    [Theory]
    [InlineData("cross-entropy", "blobs", 1.0 / 3)]
    [InlineData("mse", "friedman", -1.0)]
    public void A_run_that_is_no_longer_finite_scores_as_one_that_guesses(string loss, string dataset, double score)
    {
        CaseRecord record = Run(Make.CaseJson("\"nan_rows\": 700", loss: loss, dataset: dataset), new FakeDiagnoser());
        record.Finite.ShouldBe(false);
        (record.Train, record.Test).ShouldBe((score, score));
    }

    [Fact]
    public void A_check_trains_nothing()
    {
        FakeDiagnoser diagnoser = new();
        CaseRecord record = Run(Make.CaseJson(), diagnoser, what: "check");
        diagnoser.Calls.ShouldBe(["check"]);
        record.Seconds.ShouldNotBeNull();
        (record.Train, record.Test, record.Steps, record.SecondsWithout).ShouldBe((null, null, null, null));
    }

    [Theory]
    [InlineData("\"epoch\": 1", "blobs", "case one: field 'epoch' is not known here")]
    [InlineData("", "nothing", "nothing-train.csv")]
    public void What_goes_wrong_with_a_case_stands_in_its_record(string more, string dataset, string message)
    {
        CaseRecord record = Run(Make.CaseJson(more, dataset: dataset), new FakeDiagnoser());
        record.Error.ShouldNotBeNull().ShouldContain(message);
        record.Error.ShouldStartWith("case one");
        record.Test.ShouldBeNull();
    }

    [Fact]
    public void Records_keep_the_names_that_the_benchmark_promises()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("weir-zoo-").FullName, "results.json");
        CaseRecord record = new()
        {
            Case = "one",
            Seed = 2,
            Findings = [new FindingRecord("WEIR101", "error", ["vanishing-gradient"],
            ["1", "2"], 40)],
            Seconds = 1.5,
            SecondsWithout = 1.25,
            Train = 0.5,
            Test = 0.25,
            Steps = 960,
            Finite = true,
            What = "diagnose",
            Cases = "/zoo/cases.json"
        };
        ResultsFile.Write(file, [record]);
        File.ReadAllText(file).ShouldBe("[\n"
            + """{"case":"one","seed":2,"findings":[{"code":"WEIR101","severity":"error","faults":["vanishing-gradient"]"""
            + ""","layers":["1","2"],"step":40}],"seconds":1.5,"seconds_without":1.25,"train":0.5,"test":0.25,"steps":960"""
            + ""","finite":true,"what":"diagnose","cases":"/zoo/cases.json"}"""
            + "\n]\n");
        CaseRecord back = ResultsFile.Read(file).ShouldHaveSingleItem();
        (back with { Findings = [] }).ShouldBe(record with { Findings = [] });
        back.Findings[0].Layers.ShouldBe(["1", "2"]);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    private static CaseRecord Run(string json, IDiagnoser diagnoser, int repeats = 0, string what = "diagnose")
    {
        using CaseRunner runner = new(Make.BundledData(), diagnoser, new RunSettings(what, "cases.json", Repeats: repeats),
            TimeProvider.System);
        return runner.Run(CaseReader.Parse($"[{json}]")[0], 1);
    }
}
