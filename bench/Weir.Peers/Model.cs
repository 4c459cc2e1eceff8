using Weir.Onnx;
using Weir.Training;

namespace Weir.Peers;

/// <summary>The trained network as others take it.</summary>
internal static class Model
{
    /// <summary>The network as ONNX, with the scaling of its inputs and of its target inside.</summary>
    public static byte[] Onnx(string folder)
    {
        TrainedNetwork network = TrainedNetwork.Load(Table.RunOf(folder));
        return OnnxExport.ToBytes(network.Model, network.Signature.Input.SampleShape,
            new OnnxExportOptions { Standardizer = network.Inputs, Targets = network.Targets });
    }
}
