using Weir.Nn;

namespace Weir.Onnx;

/// <summary>The forms of all modules that can be written. It does not change: <see cref="With"/> gives another one.</summary>
public sealed class OnnxForms
{
    private readonly Dictionary<Type, OnnxForm> _forms;

    private OnnxForms(IEnumerable<OnnxForm> forms) => _forms = forms.ToDictionary(form => form.Module);

    /// <summary>The forms of the library's own modules. A new one is a file and a line here.</summary>
    public static OnnxForms BuiltIn { get; } = new(
    [
        new ElementwiseForm<Elu>("Elu", ("alpha", function => function.Parameter)),
        new ElementwiseForm<Exponential>("Exp"),
        new ElementwiseForm<Gelu>("Gelu"),
        new ElementwiseForm<LeakyRelu>("LeakyRelu", ("alpha", function => function.Parameter)),
        new ElementwiseForm<Relu>("Relu"),
        new ElementwiseForm<Selu>("Selu"),
        new ElementwiseForm<Sigmoid>("Sigmoid"),
        new SiluForm(),
        new ElementwiseForm<Softplus>("Softplus"),
        new ElementwiseForm<Tanh>("Tanh"),
        new PReluForm(),
        new ScaleForm(),
        new SoftmaxForm(),
        new SequentialForm(),
        new FlattenForm(),
        new ReshapeForm(),
        new DropoutForm(),
        new LinearForm(),
        new WeightNormLinearForm(),
        new Conv2dForm(),
        new WeightNormConv2dForm(),
        new ConvBlockForm(),
        new ConvTransposeForm(),
        new MaxPoolForm(),
        new AveragePoolForm(),
        new AdaptiveAveragePoolForm(),
        new GlobalAveragePoolForm(),
        new GlobalMaxPoolForm(),
        new UpsampleForm(),
        new BatchNormForm(),
        new LayerNormForm(),
        new RmsNormForm(),
        new GroupNormForm(),
        new ResidualForm(),
        new ConcatForm(),
        new BranchesForm(),
        new SliceForm(),
        new ZeroPaddingForm(),
        new SqueezeExciteForm(),
        new EmbeddingForm(),
        new LearnedPositionsForm(),
        new PositionalEncodingForm(),
        new SimpleRnnForm(),
        new LstmForm(),
        new GruForm(),
        new AttentionForm(),
        new TransformerBlockForm(),
        new VisionTransformerForm(),
    ]);

    /// <summary>Adds a form, or puts it in the place of the one for the same kind of module.</summary>
    /// <param name="form">The form.</param>
    public OnnxForms With(OnnxForm form) => new(_forms.Values.Where(known => known.Module != form.Module).Append(form));

    /// <summary>The form of a module; null where it has none.</summary>
    internal OnnxForm? Of(Module module) => _forms.GetValueOrDefault(module.GetType());
}
