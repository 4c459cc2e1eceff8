using Weir.Tensors;

namespace Weir.Nn;

/// <summary>The losses by name. A new one is a file and a line here.</summary>
public static class Losses
{
    /// <summary>Each by its name in recipes.</summary>
    public static IReadOnlyDictionary<string, FamilyMember<Loss>> All { get; } =
        new SortedDictionary<string, FamilyMember<Loss>>(StringComparer.Ordinal)
        {
            ["cross-entropy"] = new(
            smoothing => new CrossEntropy((float)(smoothing ?? 0)),
                new MemberNumber("smoothing", new NumberRange(Least: 0, Most: 1, BelowMost: true))),
            ["hinge"] = new(margin => new Hinge((float)(margin ?? 1)),
                new MemberNumber("margin", new NumberRange(Least: 0, AboveLeast: true))),
            ["huber"] = new(delta => new Huber((float)(delta ?? 1)),
                new MemberNumber("delta", new NumberRange(Least: 0, AboveLeast: true))),
            ["mean-absolute-error"] = new(_ => new MeanAbsoluteError()),
            ["mean-squared-error"] = new(_ => new MeanSquaredError()),
            ["sigmoid-cross-entropy"] = new(_ => new SigmoidCrossEntropy()),
        };
}
