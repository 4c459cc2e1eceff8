using Weir.Tensors.Backends;

namespace Weir.Nn.Tests.Optimizers;

/// <summary>Every optimizer, with options that differ from the defaults.</summary>
internal static class AllOptimizers
{
    public static IReadOnlyDictionary<string, Func<Module, Backend, IReadOnlyList<GradientLink>, Optimizer>> Make { get; } =
        new Dictionary<string, Func<Module, Backend, IReadOnlyList<GradientLink>, Optimizer>>
        {
            ["sgd"] = (model, backend, links) => new Sgd(model, backend, new SgdOptions { Rate = 0.1, WeightDecay = 0.01, Links = links }),
            ["momentum"] = (model, backend, links) =>
                new Sgd(model, backend, new SgdOptions
                {
                    Rate = 0.1,
                    Momentum = 0.9,
                    DecoupledDecay = true,
                    WeightDecay = 0.1,
                    Links = links
                }),
            ["nesterov"] = (model, backend, links) =>
                new Sgd(model, backend, new SgdOptions { Rate = 0.1, Momentum = 0.9, Nesterov = true, Links = links }),
            ["adagrad"] = (model, backend, links) =>
                new AdaGrad(model, backend, new AdaGradOptions { Rate = 0.1, RateDecay = 0.1, WeightDecay = 0.01, Links = links }),
            ["rmsprop"] = (model, backend, links) => new RmsProp(model, backend, new RmsPropOptions { WeightDecay = 0.01, Links = links }),
            ["rmsprop-centred-momentum"] = (model, backend, links) =>
                new RmsProp(model, backend, new RmsPropOptions
                {
                    Centred = true,
                    Momentum = 0.5,
                    Alpha = 0.9,
                    Epsilon = 1e-3,
                    Links = links
                }),
            ["adadelta"] = (model, backend, links) =>
                new Adadelta(model, backend, new AdadeltaOptions { WeightDecay = 0.01, Links = links }),
            ["adam"] = (model, backend, links) =>
                new Adam(model, backend, new AdamOptions { Rate = 0.05, WeightDecay = 0.01, Links = links }),
            ["adamw"] = (model, backend, links) =>
                new AdamW(model, backend, new AdamWOptions { Rate = 0.05, DecayAll = true, WeightDecay = 0.1, Links = links }),
            ["nadam"] = (model, backend, links) =>
                new NAdam(model, backend, new NAdamOptions { Rate = 0.05, WeightDecay = 0.01, Links = links }),
            ["radam"] = (model, backend, links) =>
                new RAdam(model, backend, new RAdamOptions { Rate = 0.05, WeightDecay = 0.01, Links = links }),
            ["lion"] = (model, backend, links) =>
                new Lion(model, backend, new LionOptions { Rate = 0.01, WeightDecay = 0.1, Links = links }),
            ["lamb"] = (model, backend, links) => new Lamb(model, backend, new LambOptions { Rate = 0.05, Links = links }),
            ["muon"] = (model, backend, links) => new Muon(model, backend, new MuonOptions { WeightDecay = 0.1, Links = links }),
        };

    public static TheoryData<string, string> Cases
    {
        get
        {
            TheoryData<string, string> cases = [];
            foreach (string name in Make.Keys)
            {
                foreach (string backend in new[] { "reference", "simd 1", "simd 2" })
                    cases.Add(name, backend);
            }

            return cases;
        }
    }
}
