namespace Weir.Studies;

/// <summary>What a study's file holds.</summary>
internal sealed record StudyFile
{
    /// <summary>The whole form.</summary>
    public required Study Study { get; init; }

    /// <summary>The short form; null where there is none.</summary>
    public QuickForm? Quick { get; init; }

    /// <summary>Whether the file stands for its short form.</summary>
    public bool IsQuick { get; init; }
}
