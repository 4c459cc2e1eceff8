using System.Diagnostics;

namespace Weir.Fuzz;

/// <summary>Feeds a reader with damaged inputs for a while, and notes what must not happen.</summary>
/// <param name="target">The reader.</param>
/// <param name="seed">The seed of the inputs.</param>
internal sealed class FuzzRun(FuzzTarget target, int seed)
{
    /// <summary>Longer than this is a hang.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    // Readers copy, decode and sort: some hundred times the input, and what a runtime needs for an error.
    private const long LeastBytes = 64 << 20;
    private const long BytesPerByte = 2000;

    private readonly List<string> _faults = [];
    private long _begun;
    private long _cases;
    private byte[] _current = [];

    /// <summary>Inputs that were read or refused.</summary>
    public long Cases => _cases;

    /// <summary>What must not happen and did.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Runs for a while, on a thread of its own so that a hang is noticed.</summary>
    /// <param name="time">How long.</param>
    /// <param name="folder">Where inputs, and those that are faults, are written.</param>
    public void Go(TimeSpan time, string folder)
    {
        Stopwatch watch = Stopwatch.StartNew();
        _begun = Stopwatch.GetTimestamp();
        Thread worker = new(() => Work(watch, time, folder)) { IsBackground = true };
        worker.Start();
        while (!worker.Join(100))
        {
            if (Stopwatch.GetElapsedTime(Volatile.Read(ref _begun)) > 4 * s_patience)
            {
                Note("hangs", folder);
                return;
            }
        }
    }

    private void Work(Stopwatch watch, TimeSpan time, string folder)
    {
        Mutator mutator = new(new Random(seed));
        string file = Path.Combine(folder, $"{target.Name}{target.Extension}");
        while (watch.Elapsed < time && _faults.Count < 5)
        {
            _current = mutator.Next(target.Seeds);
            File.WriteAllBytes(file, _current);
            Volatile.Write(ref _begun, Stopwatch.GetTimestamp());
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                target.Read(file);
            }
            catch (Exception error) when (target.IsDocumented(error))
            {
                // A refusal names the file, or what stands in it, in words.
                if (string.IsNullOrWhiteSpace(error.Message) || error.Message.Length > 100_000)
                    Note($"refuses in {error.Message.Length} letters", folder);
            }
            catch (Exception error)
            {
                Note($"throws {error.GetType().Name}: {error.Message.ReplaceLineEndings(" ")}", folder);
            }

            long taken = GC.GetAllocatedBytesForCurrentThread() - before;
            if (taken > Math.Max(LeastBytes + (BytesPerByte * _current.Length), target.MostBytes))
                Note($"takes {taken:N0} bytes for {_current.Length:N0}", folder);
            if (Stopwatch.GetElapsedTime(_begun) > s_patience)
                Note($"takes {Stopwatch.GetElapsedTime(_begun).TotalSeconds:f1} s", folder);
            Interlocked.Increment(ref _cases);
        }
    }

    private void Note(string what, string folder)
    {
        string kept = Path.Combine(folder, $"fault-{target.Name}-{_faults.Count}{target.Extension}");
        File.WriteAllBytes(kept, _current);
        _faults.Add($"{target.Name}, seed {seed}, case {_cases}: {what} ({kept})");
    }
}
