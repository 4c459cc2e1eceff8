using Weir.Data;
using Weir.Tensors.Backends;
using Weir.Training;

namespace Weir.Zoo;

/// <summary>Runs cases one after the other.</summary>
internal sealed class CaseRunner : IDisposable
{
    private readonly CaseData _data;
    private readonly IDiagnoser _diagnoser;
    private readonly RunSettings _settings;
    private readonly TimeProvider _time;
    private readonly SimdBackend _backend;
    private readonly Scorer _scorer;

    /// <summary>Makes a runner.</summary>
    /// <param name="data">The data of cases.</param>
    /// <param name="diagnoser">What is put to the test.</param>
    /// <param name="settings">How cases are run.</param>
    /// <param name="time">The clock.</param>
    public CaseRunner(CaseData data, IDiagnoser diagnoser, RunSettings settings, TimeProvider time)
    {
        (_data, _diagnoser, _settings, _time) = (data, diagnoser, settings, time);
        _backend = SimdBackend.Create(new SimdOptions { Threads = settings.Threads });
        _scorer = new Scorer(_backend);
    }

    /// <summary>Runs a case. An error becomes a record that holds it.</summary>
    /// <param name="entry">The case.</param>
    /// <param name="seed">The seed.</param>
    public CaseRecord Run(CaseEntry entry, long seed)
    {
        CaseRecord record = new() { Case = entry.Id, Seed = seed, What = _settings.What, Cases = _settings.Cases };
        if (entry.Case is not { } zooCase)
            return record with { Error = entry.Error };
        try
        {
            DataSplit data = _data.Of(zooCase, seed);
            Recipe recipe = CaseRecipes.Of(zooCase, seed);
            return _settings.What switch
            {
                "check" => Check(recipe, data, record),
                "repair" => Repair(recipe, data, record),
                _ => Diagnose(recipe, data, record),
            };
        }
#pragma warning disable CA1031 // One case must not end the run of all others, whatever is wrong with it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return record with
            {
                Error = $"case {entry.Id}: "
                + $"{error.Message}{(error is RecipeException or DataException ? "" : $"\n{error.StackTrace}")}"
            };
        }
    }

    /// <summary>Runs a case for nothing, so that the code is compiled when the first is timed.</summary>
    public void WarmUp(CaseEntry entry)
    {
        long start = _time.GetTimestamp();
        do
        {
            Run(entry, 1);
        }
        while (_time.GetElapsedTime(start).TotalSeconds < 1);
    }

    /// <summary>Ends the backend's threads.</summary>
    public void Dispose() => _backend.Dispose();

    private CaseRecord Check(Recipe recipe, DataSplit data, CaseRecord record)
    {
        long start = _time.GetTimestamp();
        IReadOnlyList<FindingRecord> findings = _diagnoser.Check(recipe, data);
        return record with { Findings = findings, Seconds = Seconds(start) };
    }

    private CaseRecord Repair(Recipe recipe, DataSplit data, CaseRecord record)
    {
        long start = _time.GetTimestamp();
        RepairRecord repair = new CaseRepairer(_settings, _scorer, _time).Repair(recipe, data);
        return record with { Repair = repair, Seconds = Seconds(start) };
    }

    private CaseRecord Diagnose(Recipe recipe, DataSplit data, CaseRecord record)
    {
        using Trainer trainer = Start(recipe, data);
        (double seconds, TrainingResult result, IWatch? watch) = Train(trainer, data, watched: true);
        bool finite = result.Status != TrainingStatus.NonFinite;
        record = record with
        {
            Findings = watch!.Findings,
            Seconds = seconds,
            Train = finite ? _scorer.Of(trainer.Model, data.Training) : Scorer.OfNonFinite(data.Training),
            Test = finite ? _scorer.Of(trainer.Model, data.Test!) : Scorer.OfNonFinite(data.Test!),
            Steps = trainer.Info.TotalSteps,
            Finite = finite,
        };
        if (_settings.Repeats == 0)
            return record;
        double[] with = new double[_settings.Repeats], without = new double[_settings.Repeats];
        for (int i = 0; i < _settings.Repeats; i++)
        {
            without[i] = Time(recipe, data, watched: false);
            with[i] = Time(recipe, data, watched: true);
        }

        return record with { Seconds = with.Min(), SecondsWithout = without.Min() };
    }

    private double Time(Recipe recipe, DataSplit data, bool watched)
    {
        using Trainer trainer = Start(recipe, data);
        return Train(trainer, data, watched).Seconds;
    }

    private Trainer Start(Recipe recipe, DataSplit data) =>
        Trainer.Start(recipe, new TrainerOptions { Data = data, Backend = _backend, Time = _time });

    private (double Seconds, TrainingResult Result, IWatch? Watch) Train(Trainer trainer, DataSplit data, bool watched)
    {
        long start = _time.GetTimestamp();
        IWatch? watch = watched ? _diagnoser.Watch(trainer, data) : null;
        TrainingResult result = trainer.Run(watch?.Observer);
        return (Seconds(start), result, watch);
    }

    private double Seconds(long start) => Math.Round(_time.GetElapsedTime(start).TotalSeconds, 6);
}
