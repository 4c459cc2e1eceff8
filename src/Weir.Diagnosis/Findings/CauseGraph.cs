namespace Weir.Diagnosis;

/// <summary>How a cause and what it explains belong together.</summary>
public enum LinkKind
{
    /// <summary>The one brings the other about, by a mechanism that is known.</summary>
    BringsAbout,

    /// <summary>Each can bring the other about, and one run does not tell which came first.</summary>
    Either,
}

/// <summary>A way from a cause to what it explains.</summary>
/// <param name="Cause">The name of the cause's diagnostic.</param>
/// <param name="Effect">The name of the diagnostic that it explains.</param>
/// <param name="Kind">How they belong together.</param>
public sealed record CauseLink(string Cause, string Effect, LinkKind Kind);

/// <summary>
/// What can be the cause of what: the one place that says it. Of several causes that are found, the first in an effect's line explains it.
/// </summary>
public static class CauseGraph
{
    private static readonly string[] s_data = ["non-finite-input", "constant-target", "unscaled-input"];

    // What a program does to all steps of a run.
    private static readonly string[] s_program = ["wrong-sign", "kept-gradients", "evaluation-mode"];

    // Where two stand in each other's line, the one that was seen first is the cause.
    private static readonly Dictionary<string, string[]> s_causes = new(StringComparer.Ordinal)
    {
        ["dying-relu"] = [.. s_data, "symmetric-init"],
        ["saturation"] = s_data,
        // Dropout of p takes the signal's mean square times 1/(1 − p) in each layer; behind flat functions one layer's weights are too
        // large, not depth.
        ["exploding-gradient"] = [.. s_data, "over-regularised", "saturation"],
        ["initial-loss"] = [.. s_data, "loss-misfit", "exploding-gradient", "over-regularised", "saturation", "symmetric-init"],
        // One path without a gradient: whatever switches it off.
        ["no-gradient"] = ["bad-output-activation", .. s_data, "symmetric-init", "dying-relu", "units-died", "saturation",
            "exploding-gradient", "learning-rate-too-high", "vanishing-gradient"],
        ["vanishing-gradient"] =
        [
            "unheld-weights",
            "bad-output-activation", "constant-target", "symmetric-init", "unscaled-input", "dying-relu", "units-died", "saturation",
                "learning-rate-too-high", "short-schedule", "learning-rate-too-low", "over-regularised",
        ],
        ["over-regularised"] = ["unheld-weights", "non-finite-input", "symmetric-init", "dying-relu", "vanishing-gradient"],
        ["learning-rate-too-low"] =
        [
            "short-schedule", "unheld-weights", "over-clipped", .. s_data, "over-regularised", "symmetric-init", "dying-relu",
                "vanishing-gradient",
                "saturation", "bad-output-activation", "adam-epsilon", "loss-misfit", "no-gradient",
        ],
        ["learning-rate-too-high"] =
        [
            .. s_program,
            .. s_data, "loss-misfit", "symmetric-init", "exploding-gradient", "saturation", "over-regularised",
                "bad-output-activation", "misaligned-labels", "dying-relu", "vanishing-gradient",
            "missing-nonlinearity", "long-momentum",
        ],
        ["units-died"] =
        [
            .. s_program,
            .. s_data, "loss-misfit", "exploding-gradient", "learning-rate-too-high", "vanishing-gradient", "symmetric-init", "dying-relu",
                "over-regularised", "misaligned-labels", "bad-output-activation",
        ],
        ["units-saturated"] = [.. s_program, .. s_data, "loss-misfit", "learning-rate-too-high", "exploding-gradient", "misaligned-labels",
            "bad-output-activation"],
        ["adam-epsilon"] =
        [
            "non-finite-input", "no-gradient", "symmetric-init", "dying-relu", "units-died", "vanishing-gradient", "saturation",
                "bad-output-activation", "over-regularised", "learning-rate-too-high", "units-saturated",
        ],
        ["gradient-growth"] = [.. s_program, .. s_data, "loss-misfit", "exploding-gradient", "missing-nonlinearity",
            "learning-rate-too-high", "misaligned-labels"],
        ["non-finite"] =
        [
            .. s_program,
            .. s_data, "batch-of-one", "exploding-gradient", "units-died", "missing-nonlinearity", "learning-rate-too-high",
                "gradient-growth", "over-regularised", "saturation", "loss-misfit",
        ],
        ["oscillation"] =
        [
            .. s_program,
            .. s_data, "loss-misfit", "exploding-gradient", "vanishing-gradient", "dying-relu", "saturation", "bad-output-activation",
                "missing-nonlinearity", "learning-rate-too-high", "long-momentum", "over-regularised",
        ],
        ["update-spike"] = [.. s_program, .. s_data, "exploding-gradient", "learning-rate-too-high"],
        ["zig-zag"] = [.. s_program, .. s_data, "learning-rate-too-high"],
        ["batch-norm-gap"] = ["evaluation-mode", "average-gap", "misaligned-labels"],
        // Where evaluation asks another network than was trained, it tells nothing of the one that was.
        ["misaligned-labels"] = ["average-gap"],
        ["overfitting"] = ["evaluation-mode", "average-gap", "misaligned-labels", "batch-norm-gap"],
        ["plateau"] =
        [
            "unheld-weights",
            .. s_program,
            .. s_data, "symmetric-init", "over-regularised", "over-clipped", "exploding-gradient", "dying-relu", "vanishing-gradient",
                "saturation", "bad-output-activation", "units-died", "short-schedule", "adam-epsilon", "long-momentum",
            "learning-rate-too-high", "learning-rate-too-low", "misaligned-labels", "missing-nonlinearity", "oscillation",
                "units-saturated", "loss-misfit", "no-gradient", "batch-of-one",
            // Of others alone.
            "average-gap", "batch-norm-gap", "overfitting", "data-quality",
        ],
    };

    // What holds from the first step on is a cause whenever it is seen: units that have died tell of steps that were too long. Where the
    // effect can bring the cause about as well, the one that was seen first is the cause.
    private static readonly HashSet<string> s_lasting = new(StringComparer.Ordinal) { "learning-rate-too-high" };

    // Decay shrinks the weights and with them the gradient; where the gradient has gone for another reason, decay is all that moves the
    // weights.
    private static readonly HashSet<(string, string)> s_either =
        [("vanishing-gradient", "over-regularised"), ("over-regularised", "vanishing-gradient")];

    /// <summary>All links.</summary>
    public static IReadOnlyList<CauseLink> All { get; } =
        [.. s_causes.SelectMany(entry => entry.Value.Select(cause => new CauseLink(cause, entry.Key, Kind(cause, entry.Key))))];

    /// <summary>
    /// The names of the diagnostics that can be the cause of one, the likeliest first; none for one that is always a cause itself.
    /// </summary>
    /// <param name="effect">The name of the diagnostic.</param>
    public static IReadOnlyList<string> CausesOf(string effect) => s_causes.GetValueOrDefault(effect) ?? [];

    /// <summary>Whether a cause was there before an effect that was seen earlier.</summary>
    internal static bool IsLasting(string cause, string effect) => s_lasting.Contains(cause) && !CausesOf(cause).Contains(effect);

    internal static LinkKind Kind(string cause, string effect) => s_either.Contains((cause, effect)) ? LinkKind.Either
        : LinkKind.BringsAbout;
}
