namespace Weir.Diagnosis;

/// <summary>
/// What remedies call things in the framework that trains a network: they are written in the words of recipes, and what a recipe calls
/// <c>weight: he-normal</c> is <c>torch.nn.init.kaiming_normal_</c> in PyTorch.
/// </summary>
public static class FrameworkWords
{
    // The words of recipes, then those of PyTorch, TorchSharp and Keras. Longer ones first: each is sought in what is left.
    private static readonly (string Recipe, string PyTorch, string TorchSharp, string Keras)[] s_words =
    [
        ("(`standardize: per-feature` in the recipe's data)", "(subtract `x.mean(0)` and divide by `x.std(0)` of the training part)",
            "(subtract `x.mean([0])` and divide by `x.std(0)` of the training part)",
            "(`keras.layers.Normalization`, adapted to the training part)"),
        ("(`targets: standardize` under `data`)", "(`(y - y.mean()) / y.std()` of the training part, turned round for predictions)",
            "(`(y - y.mean()) / y.std()` of the training part, turned round for predictions)",
            "(`(y - y.mean()) / y.std()` of the training part, turned round for predictions)"),
        ("(`weight: he-normal`)", "(`torch.nn.init.kaiming_normal_`)", "(`init.kaiming_normal_`)", "(`kernel_initializer=\"he_normal\"`)"),
        ("(leave `weight` out)", "(leave `nn.init.constant_` out)", "(leave `init.constant_` out)", "(leave `kernel_initializer` out)"),
        ("(`activation: relu`)", "(`nn.ReLU()`)", "(`ReLU()`)", "(`activation=\"relu\"`)"),
        ("(`weir rate` looks for one)", "(a range test looks for one: a step each at rates from 1e-7 to 10)",
            "(a range test looks for one: a step each at rates from 1e-7 to 10)",
            "(a range test looks for one: a step each at rates from 1e-7 to 10)"),
        ("(`target` under `data`)", "(what the `Dataset` returns second)", "(what the `Dataset` returns)", "(the `y` of `fit`)"),
        ("(`drop-last: true`)", "(`DataLoader(…, drop_last=True)`)", "(`drop_last: true` of the `DataLoader`)",
            "(`drop_remainder=True` of `Dataset.batch`)"),
        ("(`every: 10 epochs`)", "(`scheduler.step()` once an epoch, not once a batch)",
            "(`scheduler.step()` once an epoch, not once a batch)", "(steps of an epoch times epochs, as `decay_steps`)"),
        ("`cosine`, which ends", "`CosineAnnealingLR`, which ends", "`CosineAnnealingLR`, which ends", "`CosineDecay`, which ends"),
        ("(`cosine`, `plateau`)", "(`CosineAnnealingLR`, `ReduceLROnPlateau`)", "(`CosineAnnealingLR`)",
            "(`CosineDecay`, `ReduceLROnPlateau`)"),
        ("`momentum: 0.1` for batch norm", "`momentum=0.1` for batch norm", "`momentum: 0.1` for batch norm",
            "`momentum=0.9` (the share that is kept) for batch norm"),
        ("`loss: sigmoid-cross-entropy`", "`BCEWithLogitsLoss`", "`BCEWithLogitsLoss`", "`BinaryCrossentropy(from_logits=True)`"),
        ("`sigmoid-cross-entropy`", "`BCEWithLogitsLoss`", "`BCEWithLogitsLoss`", "`BinaryCrossentropy(from_logits=True)`"),
        ("sigmoid-cross-entropy", "BCEWithLogitsLoss", "BCEWithLogitsLoss", "BinaryCrossentropy(from_logits=True)"),
        ("`loss: cross-entropy`", "`CrossEntropyLoss`", "`CrossEntropyLoss`", "`SparseCategoricalCrossentropy(from_logits=True)`"),
        ("`task: classification` and cross-entropy", "labels as whole numbers and `CrossEntropyLoss`",
            "labels as `int64` and `CrossEntropyLoss`", "labels as whole numbers and `SparseCategoricalCrossentropy`"),
        ("`cross-entropy`, for two classes (`task: classification`)", "`CrossEntropyLoss`, for two classes",
            "`CrossEntropyLoss`, for two classes", "`SparseCategoricalCrossentropy(from_logits=True)`, for two classes"),
        ("(`lstm`, `gru`)", "(`nn.LSTM`, `nn.GRU`)", "(`LSTM`, `GRU`)", "(`LSTM`, `GRU`)"),
        ("(`adam`)", "(`torch.optim.Adam`)", "(`optim.Adam`)", "(`Adam`)"),
        ("(`early-stopping`)", "(`state_dict` of the epoch with the lowest validation loss)", "(`save` at the lowest validation loss)",
            "(`EarlyStopping(restore_best_weights=True)`)"),
        ("(more `epochs`, or a smaller `batch`)", "(more epochs, or a smaller `batch_size`)", "(more epochs, or a smaller `batchSize`)",
            "(more `epochs`, or a smaller `batch_size`)"),
        ("the `l1` strength", "the strength of the absolute penalty", "the strength of the absolute penalty", "the strength of `L1`"),
        ("`weir check`, which", "`weir_trace.check`, which", "`FlowWatch.Check`, which", "`weir check`, which"),
        ("`weir check --overfit`:", "a training on sixteen samples:", "a training on sixteen samples:", "a training on sixteen samples:"),
        ("(`model.train()`)", "(`model.train()`)", "(`module.train()`)", "(`training=True`)"),
        ("(`optimizer.zero_grad()`)", "(`optimizer.zero_grad()`)", "(`optimizer.zero_grad()`)", "(a new `GradientTape` for each step)"),
    ];

    /// <summary>The frameworks whose words are known, as they are named in traces and by <c>weir explain --framework</c>.</summary>
    public static IReadOnlyList<string> Frameworks { get; } = ["pytorch", "torchsharp", "keras"];

    /// <summary>A remedy in the words of a framework; as it is where none differ, or the framework is not known.</summary>
    /// <param name="remedy">The remedy in the words of recipes.</param>
    /// <param name="framework">The framework, with or without its version; null for Weir.</param>
    public static string Of(string remedy, string? framework)
    {
        if (framework is null)
            return remedy;
        int which = Frameworks.ToList().FindIndex(name => framework.StartsWith(name, StringComparison.OrdinalIgnoreCase));
        if (which < 0)
            return remedy;
        foreach ((string recipe, string pytorch, string torchsharp, string keras) in s_words)
            remedy = remedy.Replace(recipe, which switch { 0 => pytorch, 1 => torchsharp, _ => keras }, StringComparison.Ordinal);
        return remedy;
    }

    /// <summary>A finding with its remedies in the words of a framework.</summary>
    internal static Finding Of(Finding finding, string? framework) => framework is null ? finding
        : finding with { Remedies = [.. finding.Remedies.Select(remedy => Of(remedy, framework)).Distinct()] };
}
