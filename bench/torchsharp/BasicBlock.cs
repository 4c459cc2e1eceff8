using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Weir.Bench.TorchSharp;

/// <summary>Two convolutions and the way past them.</summary>
internal sealed class BasicBlock : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> _branch;
    private readonly Module<Tensor, Tensor> _shortcut;

    public BasicBlock(int inputs, int outputs, int stride)
        : base(nameof(BasicBlock))
    {
        _branch = Sequential(
            Conv2d(inputs, outputs, 3, stride: stride, padding: 1, bias: false), BatchNorm2d(outputs), ReLU(),
            Conv2d(outputs, outputs, 3, padding: 1, bias: false), BatchNorm2d(outputs));
        _shortcut = stride == 1 && inputs == outputs ? Identity()
            : Sequential(Conv2d(inputs, outputs, 1, stride: stride, bias: false), BatchNorm2d(outputs));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => functional.relu(_branch.forward(x) + _shortcut.forward(x));
}
