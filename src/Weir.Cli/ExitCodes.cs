namespace Weir.Cli;

/// <summary>What the program returns to the shell.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Success = 0;

    /// <summary>It could not be done; the message on standard error says why.</summary>
    public const int Failure = 1;

    /// <summary>The command line is wrong.</summary>
    public const int WrongUsage = 2;

    /// <summary>Stopped by Ctrl-C, with everything kept.</summary>
    public const int Interrupted = 130;
}
