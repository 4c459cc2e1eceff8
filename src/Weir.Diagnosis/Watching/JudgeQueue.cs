using Weir.Flow;
using Weir.Training;

namespace Weir.Diagnosis;

/// <summary>
/// Hands what happens in a run to its judge beside the training, on a thread of the pool and in the order of the run: what is found does
/// not depend on how the threads happen to go, and costs the training next to nothing.
/// </summary>
/// <param name="make">Makes the judge; called once, on the thread that judges first.</param>
/// <param name="time">The clock.</param>
/// <param name="cancel">Once it is cancelled, work that looks at it is given up, and all that would come behind it.</param>
internal sealed class JudgeQueue(Func<Judge> make, TimeProvider time, CancellationToken cancel = default)
{
    /// <summary>What may wait before a thread is woken, and how long it may wait: waking costs some microseconds.</summary>
    private const int MostWaiting = 32;
    private static readonly TimeSpan s_longest = TimeSpan.FromMilliseconds(50);
    private readonly Lock _waitingGate = new(), _judgeGate = new();
    private readonly List<Action<Judge>> _waiting = [];
    private Judge? _judge;
    private volatile Exception? _failure;
    private volatile bool _isGivenUp;
    private bool _isWorking;
    private long _woken;
    private long _busy;

    /// <summary>The time that judging has taken so far, on whatever thread.</summary>
    public TimeSpan Busy => TimeSpan.FromTicks(Interlocked.Read(ref _busy));

    /// <summary>What was found so far, ranked.</summary>
    public IReadOnlyList<Finding> Findings
    {
        get
        {
            lock (_judgeGate)
                return _judge?.Findings ?? [];
        }
    }

    /// <summary>All that is said so far; null before the judge has heard anything.</summary>
    public Verdict? Verdict
    {
        get
        {
            lock (_judgeGate)
                return _judge?.Verdict;
        }
    }

    /// <summary>The samples that the judge has heard; null before it has heard anything.</summary>
    public Trace? Trace
    {
        get
        {
            lock (_judgeGate)
                return _judge?.Trace;
        }
    }

    /// <summary>Adds something for the judge to hear.</summary>
    /// <param name="work">What.</param>
    /// <param name="isUrgent">Whether it is heard at once.</param>
    /// <exception cref="RunException">What is found cannot be kept on the disk: the run is to end.</exception>
    public void Add(Action<Judge> work, bool isUrgent = false)
    {
        ThrowIfUnkept();
        lock (_waitingGate)
        {
            _waiting.Add(work);
            if (_isWorking || (!isUrgent && _waiting.Count < MostWaiting && time.GetElapsedTime(_woken) < s_longest))
                return;
            _isWorking = true;
            _woken = time.GetTimestamp();
        }

        ThreadPool.UnsafeQueueUserWorkItem(queue => queue.Work(), this, preferLocal: false);
    }

    /// <summary>Returns when the judge has heard everything.</summary>
    /// <exception cref="RunException">What was found cannot be kept on the disk.</exception>
    /// <exception cref="InvalidOperationException">Judging has failed; the run itself is not concerned.</exception>
    public void Finish()
    {
        Work();
        ThrowIfUnkept();
        if (_failure is not null)
            throw new InvalidOperationException($"the diagnosis of the run failed: {_failure.Message}", _failure);
    }

    private void ThrowIfUnkept()
    {
        if (_failure is RunException unkept)
            throw new RunException(unkept.Message, unkept);
    }

    private void Work()
    {
        lock (_judgeGate)
        {
            long start = time.GetTimestamp();
            try
            {
                while (Take() is { Length: > 0 } all)
                {
                    if (_failure is not null || _isGivenUp)
                        continue;
                    _judge ??= make();
                    foreach (Action<Judge> work in all)
                        work(_judge);
                }
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                _isGivenUp = true;
                lock (_waitingGate)
                    _isWorking = false;
            }
#pragma warning disable CA1031 // An exception on a thread of the pool would end the process, and the training with it.
            catch (Exception error)
#pragma warning restore CA1031
            {
                _failure = error;
                lock (_waitingGate)
                    _isWorking = false;
            }
            finally
            {
                Interlocked.Add(ref _busy, time.GetElapsedTime(start).Ticks);
            }
        }
    }

    private Action<Judge>[] Take()
    {
        lock (_waitingGate)
        {
            Action<Judge>[] all = [.. _waiting];
            _waiting.Clear();
            _isWorking = all.Length > 0;
            return all;
        }
    }
}
