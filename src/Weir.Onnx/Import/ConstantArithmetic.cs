using Weir.Nn;
using Weir.Tensors;

namespace Weir.Onnx;

/// <summary>A sum, difference, product or quotient with fixed numbers, as of a standardizer that is a part of a file's graph.</summary>
/// <param name="operation">Add, Sub, Mul or Div.</param>
/// <param name="constant">The numbers; their axes are those of a sample's last ones.</param>
internal sealed class ConstantArithmetic(string operation, Tensor constant) : Module
{
    public override string Kind => operation switch
    {
        "Add" => "add-constant",
        "Sub" => "subtract-constant",
        "Mul" => "multiply-constant",
        _ => "divide-constant",
    };

    public override LayerTraits Traits => LayerTraits.Linear | LayerTraits.PassesGain;

    protected override Tensor Forward(Tensor x) => operation switch
    {
        "Add" => x.Add(constant),
        "Sub" => x.Subtract(constant),
        "Mul" => x.Multiply(constant),
        _ => x.Divide(constant),
    };
}
