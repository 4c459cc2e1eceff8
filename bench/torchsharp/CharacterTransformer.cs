using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Weir.Bench.TorchSharp;

/// <summary>Embeddings, four causal blocks of attention with the norm first, and a layer over the characters.</summary>
internal sealed class CharacterTransformer : Module<Tensor, Tensor>
{
    private const int Width = 192, Depth = 4;

    private readonly Embedding _characters;
    private readonly Embedding _places;
    private readonly Module<Tensor, Tensor> _blocks;
    private readonly Module<Tensor, Tensor> _head;

    public CharacterTransformer(int characters, int context)
        : base(nameof(CharacterTransformer))
    {
        _characters = Embedding(characters, Width);
        _places = Embedding(context, Width);
        _blocks = Sequential(Enumerable.Range(0, Depth).Select(_ => (Module<Tensor, Tensor>)new Block()));
        _head = Linear(Width, characters);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) =>
        _head.forward(_blocks.forward(_characters.forward(x) + _places.forward(arange(x.shape[1])))).flatten(0, 1);

    private sealed class Block : Module<Tensor, Tensor>
    {
        private const int Heads = 6;

        private readonly Module<Tensor, Tensor> _firstNorm = LayerNorm(Width);
        private readonly Module<Tensor, Tensor> _secondNorm = LayerNorm(Width);
        private readonly Module<Tensor, Tensor> _projection = Linear(Width, 3 * Width);
        private readonly Module<Tensor, Tensor> _output = Linear(Width, Width);
        private readonly Module<Tensor, Tensor> _wide = Linear(Width, 4 * Width);
        private readonly Module<Tensor, Tensor> _narrow = Linear(4 * Width, Width);

        public Block()
            : base(nameof(Block)) => RegisterComponents();

        public override Tensor forward(Tensor x)
        {
            (long samples, long places) = (x.shape[0], x.shape[1]);
            Tensor parts = _projection.forward(_firstNorm.forward(x)).view(samples, places, 3, Heads, Width / Heads).permute(2, 0, 3, 1, 4);
            Tensor attended = functional.scaled_dot_product_attention(parts[0], parts[1], parts[2], is_casual: true);
            x += _output.forward(attended.transpose(1, 2).reshape(samples, places, Width));
            return x + _narrow.forward(functional.gelu(_wide.forward(_secondNorm.forward(x))));
        }
    }
}
