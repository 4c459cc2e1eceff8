using Weir.Diagnosis;

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

    /// <summary>A check or diagnosis was made, and an error-level finding stands.</summary>
    public const int ErrorFound = 3;

    /// <summary>A check or diagnosis was made, no error-level finding stands, and too little is known to judge by.</summary>
    public const int CouldNotJudge = 4;

    /// <summary>Stopped by Ctrl-C or the signal to terminate, with everything kept.</summary>
    public const int Interrupted = 130;

    /// <summary>Stopped because whoever read the output has closed it, as <c>head</c> does.</summary>
    public const int OutputClosed = 141;

    /// <summary>The code of a check or diagnosis.</summary>
    public static int Of(Verdict verdict) => verdict.Findings.Any(finding => finding.Severity == Severity.Error) ? ErrorFound
        : verdict.IsJudged ? Success : CouldNotJudge;
}
