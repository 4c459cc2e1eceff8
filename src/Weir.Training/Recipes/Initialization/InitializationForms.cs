using Weir.Training.Forms;

namespace Weir.Training;

/// <summary>The ways to initialize a whole network. A new one is a record and a line here.</summary>
internal static class InitializationForms
{
    private static readonly RecordForm<AutoInitialization> s_auto = new RecordForm<AutoInitialization>("auto", new AutoInitialization())
        .Field("gain", "A factor besides the gain of the activation. Default 1.", new NumberForm(0), auto => auto.Gain, (auto, value) => auto with { Gain = value });

    private static readonly RecordForm<LsuvInitialization> s_lsuv = new RecordForm<LsuvInitialization>("lsuv", new LsuvInitialization())
        .Field("samples", "Training samples that are looked at. Default 256.", new IntegerForm<int>(2, 1_000_000), lsuv => lsuv.Samples, (lsuv, value) => lsuv with { Samples = value })
        .Field("tolerance", "How far from 1 a variance may be. Default 0.02.", new NumberForm(0) { LeastIncluded = false }, lsuv => lsuv.Tolerance, (lsuv, value) => lsuv with { Tolerance = value })
        .Field("attempts", "Most passes for a layer. Default 5.", new IntegerForm<int>(1, 1000), lsuv => lsuv.Attempts, (lsuv, value) => lsuv with { Attempts = value });

    public static Form<InitializationRecipe> Form { get; } = new MemberForm<InitializationRecipe>(
        "initialization", new FixupInitialization(),
        ("auto", new ConvertedForm<AutoInitialization, InitializationRecipe>(s_auto, auto => auto, recipe => recipe as AutoInitialization)),
        ("fixup", new ConvertedForm<FixupInitialization, InitializationRecipe>(new RecordForm<FixupInitialization>("fixup", new FixupInitialization()), fixup => fixup, recipe => recipe as FixupInitialization)),
        ("lsuv", new ConvertedForm<LsuvInitialization, InitializationRecipe>(s_lsuv, lsuv => lsuv, recipe => recipe as LsuvInitialization)));
}
