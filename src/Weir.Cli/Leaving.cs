namespace Weir.Cli;

/// <summary>How the program is asked to stop, and what has to be done first.</summary>
internal sealed class Leaving : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly CancellationTokenSource _both;
    private int _holds;
    private int _released;
    private volatile Action? _restore;
    private volatile bool _abandoned;
    private volatile bool _outputClosed;

    /// <summary>Makes it.</summary>
    /// <param name="outside">Another that can ask for it.</param>
    public Leaving(CancellationToken outside = default) => _both = CancellationTokenSource.CreateLinkedTokenSource(_source.Token, outside);

    /// <summary>How long a command is waited for that does not hold on: what a person takes for at once.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromMilliseconds(700);

    /// <summary>Is cancelled when the program is to stop.</summary>
    public CancellationToken Token => _both.Token;

    /// <summary>
    /// Whether work is under way that ends by itself soon after it was asked to, and that keeps what it has: it is waited for.
    /// </summary>
    public bool IsHeld => Volatile.Read(ref _holds) > 0;

    /// <summary>How often such work has ended so far: what comes after it, as telling how it ended, is given a moment of its own.</summary>
    public int Released => Volatile.Read(ref _released);

    /// <summary>Whether nobody waits for the work any longer: it is to leave the terminal alone.</summary>
    public bool IsAbandoned => _abandoned;

    /// <summary>Whether nothing can be written to the output any longer: who read it has closed it, or <see cref="OutputError"/>.</summary>
    public bool IsOutputClosed => _outputClosed;

    /// <summary>Why the output cannot be written; null where it can be, and where who read it has closed it.</summary>
    public string? OutputError { get; private set; }

    /// <summary>Asks to stop.</summary>
    /// <returns>Whether it was asked for the first time.</returns>
    public bool Ask()
    {
        if (_source.IsCancellationRequested)
            return false;
        _source.Cancel();
        return true;
    }

    /// <summary>Asks to stop because nothing can be written to the output.</summary>
    /// <param name="error">Why; null where nobody reads it.</param>
    public void CloseOutput(string? error = null)
    {
        OutputError = error;
        _outputClosed = true;
        _ = Ask();
    }

    /// <summary>Begins work that is waited for.</summary>
    /// <returns>Ends it when it is disposed.</returns>
    public IDisposable Hold()
    {
        Interlocked.Increment(ref _holds);
        return new Held(this);
    }

    /// <summary>Says how the terminal is put right when the program ends in between; null when there is nothing to put right.</summary>
    public void RestoreBy(Action? restore) => _restore = restore;

    /// <summary>Gives the work up and puts the terminal right.</summary>
    public void Abandon()
    {
        _abandoned = true;
        _restore?.Invoke();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _both.Dispose();
        _source.Dispose();
    }

    private sealed class Held(Leaving leaving) : IDisposable
    {
        public void Dispose()
        {
            Interlocked.Increment(ref leaving._released);
            Interlocked.Decrement(ref leaving._holds);
        }
    }
}
