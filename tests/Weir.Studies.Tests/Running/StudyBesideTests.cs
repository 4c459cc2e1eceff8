using Weir.Training;

namespace Weir.Studies.Tests.Running;

/// <summary>Two processes that begin one study at the same moment and find different data: neither has seen a run of the other.</summary>
public sealed class StudyBesideTests : IDisposable
{
    private const string Text = """
        name: small
        base:
          net:
            data: {source: csv, file: table.csv, target: y, training: 40, validation: 20, test: 0, else: moons}
            model: [linear: outputs]
            optimizer: {sgd: {rate: 0.1}}
            batch: 20
            epochs: 1
        seeds: 2
        """;

    private readonly Folder _folder = new();

    public StudyBesideTests()
    {
        Directory.CreateDirectory(_folder["one"]);
        Directory.CreateDirectory(_folder["two"]);
        Write("one", 9);
    }

    private string First => _folder["small/runs/net.s1"];

    public void Dispose() => _folder.Dispose();

    /// <summary>It said that the data had changed since.</summary>
    [Fact]
    public void Other_data_of_one_source_is_told_of_the_other_process()
    {
        Write("two", 8);
        Should.Throw<RunException>(Both).Message.ShouldBe($"{First}: another process, which works on this study at the same time, has made "
            + "this run with other data than csv is here. Give both the same data (--data), or one of the studies another name");
    }

    /// <summary>It said that the study had changed since.</summary>
    [Fact]
    public void Data_that_stands_for_other_is_told_of_the_other_process()
    {
        Should.Throw<RunException>(Both).Message.ShouldBe($"{First}: another process, which works on this study at the same time, has made "
            + "this run with the data csv, and here moons is taken. Give both the same data (--data), or one of the studies another name");
    }

    /// <summary>It went on with it, and made one run of two states of the data.</summary>
    [Fact]
    public void A_run_that_the_other_process_left_unfinished_is_not_gone_on_with()
    {
        Write("two", 8);
        Beside beside = new(() =>
        {
            Run("one");
            File.Delete(Path.Combine(First, RunYield.FileName));
        });
        Should.Throw<RunException>(() => Run("two", beside)).Message.ShouldContain("has made this run with other data than csv is here");
    }

    private void Both() => Run("two", new Beside(() => Run("one")));

    private void Run(string data, IStudyObserver? observer = null) => StudyRunner.Run(StudyReader.Parse(Text), new StudyOptions
    {
        RunsDirectory = _folder.Path,
        DataDirectory = _folder[data],
        Workers = 1,
    }, observer);

    private void Write(string folder, int period) => File.WriteAllLines(_folder[$"{folder}/table.csv"],
        ["a,b,y", .. Enumerable.Range(0, 60).Select(i => $"{i % period},{i * i % 7},{(i % 2 == 0 ? "even" : "odd")}")]);

    /// <summary>Does something when the study has opened its folder and made nothing yet.</summary>
    private sealed class Beside(Action work) : IStudyObserver
    {
        public void OnStart(StudyProgress progress) => work();

        public void OnProgress(StudyProgress progress)
        {
        }

        public void OnRun(PlannedRun run, RunYield result, StudyProgress progress)
        {
        }
    }
}
