namespace Weir.Pages;

/// <summary>What a live page shows, and where.</summary>
public sealed record WatchOptions
{
    /// <summary>The folder of runs. Nothing outside of it is ever read.</summary>
    public required string RunsDirectory { get; init; }

    /// <summary>The run that the address leads to. Default: the newest.</summary>
    public string? Run { get; init; }

    /// <summary>The port on 127.0.0.1. Default: 0, any that is free.</summary>
    public int Port { get; init; }

    /// <summary>
    /// The secret in the address. Default: a new one, which nobody can foretell. Give one to keep an address over a restart.
    /// </summary>
    public string? Token { get; init; }

    /// <summary>How often files are looked at. Default: every tenth of a second.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Whether a text can be the secret: 16 letters, digits, '-' and '_' or more.</summary>
    /// <param name="text">The text.</param>
    public static bool IsToken(string text) =>
        text?.Length >= 16 && text.All(each => char.IsAsciiLetterOrDigit(each) || each is '-' or '_');

    /// <summary>Checks every entry.</summary>
    /// <exception cref="ArgumentException">A value that cannot be.</exception>
    public void Check()
    {
        if (Port is < 0 or > 65535)
            throw new ArgumentException($"a port is 0 to 65535, not {Port}");
        if (Token is { } token && !IsToken(token))
            throw new ArgumentException("a token has 16 letters, digits, '-' and '_' or more");
        if (Interval <= TimeSpan.Zero)
            throw new ArgumentException("the interval must be above 0");
    }
}
