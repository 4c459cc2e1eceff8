using System.Text.Json.Nodes;

namespace Weir.Pages;

/// <summary>What a live page is about.</summary>
internal enum WatchedKind
{
    /// <summary>A run, followed while it is written.</summary>
    Run,

    /// <summary>A study.</summary>
    Study,

    /// <summary>A repair.</summary>
    Repair,
}

/// <summary>Something in a folder of runs that has a page.</summary>
/// <param name="Kind">What its page is about.</param>
/// <param name="Name">The name of its directory.</param>
/// <param name="Within">The study or the repair that a run belongs to; null for what lies in the folder itself.</param>
/// <param name="State">How it stands, in a few words.</param>
internal sealed record WatchedPage(WatchedKind Kind, string Name, string? Within, string State)
{
    /// <summary>What it stands for in the list, where that has no page yet; null where it stands for itself.</summary>
    public WatchedKind? Stands { get; init; }

    /// <summary>Where its page is, behind the server's address.</summary>
    public string Address => AddressOf(Kind, Name, Within);

    /// <summary>Where a page is, behind the server's address.</summary>
    public static string AddressOf(WatchedKind kind, string name, string? within = null) =>
        $"{WordOf(kind)}/{(within is null ? "" : Uri.EscapeDataString(within) + "/")}{Uri.EscapeDataString(name)}";

    /// <summary>It as an entry of the list that a page shows.</summary>
    public JsonObject Node() => new()
    {
        ["name"] = Shown,
        ["kind"] = Word,
        ["within"] = Stands is null ? Within : null,
        ["state"] = State,
        ["page"] = Address,
    };

    /// <summary>Its name in the list.</summary>
    public string Shown => Stands is null ? Name : Within ?? Name;

    /// <summary>What it is in the list: a run, a study or a repair.</summary>
    public string Word => WordOf(Stands ?? Kind);

    private static string WordOf(WatchedKind kind) => kind switch
    {
        WatchedKind.Study => "study",
        WatchedKind.Repair => "repair",
        _ => "run",
    };
}
