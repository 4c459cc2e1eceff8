using System.Text.Json;
using Weir.Training;

namespace Weir.Zoo;

/// <summary>
/// The layers of a case as those of a recipe. An activation straight behind a dense layer or a convolution becomes part of it, as recipes
/// are written: the numbers are the same, and tables show one layer instead of two.
/// </summary>
internal static class CaseLayers
{
    private static readonly string[] s_kinds =
        ["dense", "conv", "maxpool", "flatten", "reshape", "batchnorm", "activation", "dropout", "residual"];

    /// <summary>Reads the layers of a case.</summary>
    /// <param name="caseId">The case's name, for messages.</param>
    /// <param name="path">Where the list stands within the case.</param>
    /// <param name="entries">The list.</param>
    /// <param name="inputShape">The shape that a first <c>reshape</c> gives the samples; null for a row of features.</param>
    /// <exception cref="CaseException">An entry that is not known.</exception>
    public static ValueList<LayerRecipe> Read(string caseId, string path, IReadOnlyList<JsonElement> entries,
        out ValueList<int>? inputShape)
    {
        inputShape = null;
        List<LayerRecipe> layers = [];
        for (int i = 0; i < entries.Count; i++)
        {
            CaseFields fields = new(caseId, $"{path}[{i}]", entries[i]);
            string kind = fields.Names.FirstOrDefault(s_kinds.Contains)
                ?? throw fields.Wrong(fields.Names.FirstOrDefault() ?? "",
                    $"is no kind of layer; the kinds are {string.Join(", ", s_kinds)}");
            if (kind == "reshape")
                inputShape = i == 0 && path == "layers" ? Shape(fields) : throw fields
                    .Wrong(kind, "stands behind another layer; only samples themselves can be given a shape, by the first layer");
            else if (kind == "activation" && fields.RequiredText(kind) is var name && name != "softmax")
                Activate(layers, Activation(fields, name));
            else
                layers.Add(Layer(caseId, kind, fields));
            fields.Done();
        }

        return [.. layers];
    }

    private static LayerRecipe Layer(string caseId, string kind, CaseFields fields) => kind switch
    {
        "dense" => new LinearRecipe { Units = Units(fields), Weight = Weight(fields), Bias = Bias(fields) },
        "conv" => new ConvRecipe
        {
            Channels = fields.RequiredInteger(kind, 1),
            Kernel = fields.RequiredInteger("kernel", 1),
            Padding = 0,
            Weight = Weight(fields),
            Bias = Bias(fields),
        },
        "maxpool" => new MaxPoolRecipe { Window = fields.RequiredInteger(kind, 1) },
        "flatten" => On(fields, kind, new FlattenRecipe()),
        "batchnorm" => On(fields, kind, new BatchNormRecipe()),
        "activation" => new SoftmaxRecipe(),
        "dropout" => fields.Number(kind) is >= 0 and < 1 and { } share ? new DropoutRecipe { Rate = share }
            : throw fields.Wrong(kind, "is no share from 0 to below 1"),
        _ => new ResidualRecipe { Branch = Read(caseId, fields.PathOf(kind), fields.List(kind), out _) },
    };

    private static void Activate(List<LayerRecipe> layers, Choice function)
    {
        switch (layers.Count > 0 ? layers[^1] : null)
        {
            case LinearRecipe { Activation: null } linear:
                layers[^1] = linear with { Activation = function };
                break;
            case ConvRecipe { Activation: null } conv:
                layers[^1] = conv with { Activation = function };
                break;
            default:
                layers.Add(new ActivationRecipe(function));
                break;
        }
    }

    private static Choice Activation(CaseFields fields, string name) =>
        CaseActivations.Find(name) ?? throw fields
            .Wrong("activation", $"is '{name}', which there is not; there are {CaseActivations.Names}");

    private static int? Units(CaseFields fields) =>
        fields.Get("dense") is { ValueKind: JsonValueKind.String } word
            ? word.GetString() == "classes" ? null
                : throw fields.Wrong("dense", $"is {CaseFields.Describe(word)}; a number of units or \"classes\" is expected")
            : fields.RequiredInteger("dense", 1);

    private static Choice Weight(CaseFields fields) => Initializer(fields, "init")
        ?? throw fields.Wrong("init", $"is missing; there are {CaseInitializers.Names}");

    private static Choice? Bias(CaseFields fields) => Initializer(fields, "bias");

    private static Choice? Initializer(CaseFields fields, string field) =>
        fields.Text(field) is not { } name ? null : CaseInitializers.Find(name)
            ?? throw fields.Wrong(field, $"is '{name}', which there is not; there are {CaseInitializers.Names}");

    private static LayerRecipe On(CaseFields fields, string kind, LayerRecipe layer) => fields.Flag(kind) ? layer
        : throw fields.Wrong(kind, "is not true; leave the layer out");

    private static ValueList<int> Shape(CaseFields fields) =>
        [.. fields.List("reshape").Select(axis => axis.ValueKind == JsonValueKind.Number && axis.TryGetInt32(out int length) && length > 0
            ? length : throw fields.Wrong("reshape", "is no list of lengths of 1 or more"))];
}
