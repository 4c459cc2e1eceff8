using Weir.Data;
using Weir.Nn;
using Weir.Onnx.Protos;
using Weir.Tensors;

namespace Weir.Onnx.Tests.Export;

public sealed class OnnxExportTests
{
    private static readonly Shape s_input = new(3);

    [RuntimeFact]
    public void Inputs_are_standardized_and_outputs_are_in_the_targets_unit_within_the_graph()
    {
        Module network = Mlp.Build(3, 1, depth: 2, width: 8).Ready();
        Standardizer inputs = new(Standardization.PerFeature, [1999, 0.5f, -3], [12, 0.25f, 100]);
        Standardizer targets = new(Standardization.PerFeature, [250_000], [80_000]);
        byte[] model = OnnxExport.ToBytes(network, s_input, new OnnxExportOptions { Standardizer = inputs, Targets = targets });

        float[] raw = [2003, 0.4f, 40, 1987, 0.9f, -110], scaled = [.. raw];
        inputs.ApplyInPlace(scaled);
        float[] expected = Both.Weir(network, s_input, scaled);
        targets.UndoInPlace(expected);
        Both.Difference(Both.Runtime(model, s_input, raw)["output"], expected).ShouldBeLessThan(1e-6);
    }

    [RuntimeFact]
    public void Channels_of_images_are_standardized()
    {
        Module network = new Sequential(new Conv2d(3, 4, 3), new GlobalAveragePool2d()).Ready();
        Standardizer inputs = new(Standardization.PerChannel, [0.4f, 0.5f, 0.6f], [0.2f, 0.3f, 0.1f]);
        Shape image = new(5, 4, 3);
        float[] raw = Both.Samples(image, 2), scaled = [.. raw];
        inputs.ApplyInPlace(scaled);
        Both.Difference(Both.Runtime(OnnxExport.ToBytes(network, image, new OnnxExportOptions { Standardizer = inputs }), image,
            raw)["output"],
            Both.Weir(network, image, scaled)).ShouldBeLessThan(1e-5);
    }

    [RuntimeTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void Columns_of_a_window_are_standardized_and_any_number_of_windows_goes_in(bool isRecurrent)
    {
        Module network = (isRecurrent ? new Sequential(new Gru(2, 4, lastOnly: true), new Linear(4, 1))
            : new Sequential(new Flatten(), new Linear(10, 1))).Ready();
        Standardizer inputs = new(Standardization.PerChannel, [1000, 3], [50, 2]);
        Standardizer targets = new(Standardization.PerFeature, [1000], [50]);
        Shape window = new(5, 2);
        foreach (int windows in new[] { 1, 3 })
        {
            float[] raw = [.. Both.Samples(window, windows).Select((value, i) => i % 2 == 0 ? 1000 + (100 * value) : 6 * value)];
            float[] scaled = [.. raw];
            inputs.ApplyInPlace(scaled);
            float[] expected = Both.Weir(network, window, scaled);
            targets.UndoInPlace(expected);
            byte[] model = OnnxExport.ToBytes(network, window, new OnnxExportOptions { Standardizer = inputs, Targets = targets });
            Both.Difference(Both.Runtime(model, window, raw)["output"], expected).ShouldBeLessThan(1e-6);
        }
    }

    [RuntimeTheory]
    [InlineData(1)]
    [InlineData(3)]
    public void Numbers_of_each_row_of_a_sequence_are_in_the_targets_unit(int outputs)
    {
        Module network = new Sequential(new Lstm(2, 4), new Linear(4, outputs)).Ready();
        Standardizer inputs = new(Standardization.PerChannel, [1000, 3], [50, 2]);
        Standardizer targets = new(Standardization.PerFeature, [.. new float[] { 80, -3, 0.5f }.Take(outputs)],
            [.. new float[] { 12, 4, 0.1f }.Take(outputs)]);
        Shape sequence = new(5, 2);
        float[] raw = [.. Both.Samples(sequence, 3).Select((value, i) => i % 2 == 0 ? 1000 + (100 * value) : 6 * value)], scaled = [.. raw];
        inputs.ApplyInPlace(scaled);
        float[] expected = Both.Weir(network, sequence, scaled);
        expected.Length.ShouldBe(3 * 5 * outputs);
        targets.UndoInPlace(expected);
        byte[] model = OnnxExport.ToBytes(network, sequence, new OnnxExportOptions { Standardizer = inputs, Targets = targets });
        Both.Difference(Both.Runtime(model, sequence, raw)["output"], expected).ShouldBeLessThan(1e-5);
    }

    [RuntimeFact]
    public void Probabilities_stand_beside_the_logits()
    {
        Module network = Mlp.Build(3, 4, depth: 1).Ready();
        float[] samples = Both.Samples(s_input, 2);
        Dictionary<string, float[]> softmax = Both.Runtime(OnnxExport.ToBytes(network, s_input,
            new OnnxExportOptions { Head = OnnxHead.Softmax }),
            s_input, samples);
        softmax.Keys.ShouldBe(["logits", "probabilities"]);
        softmax["probabilities"].Take(4).Sum().ShouldBe(1, 1e-6f);
        float[] sigmoid = Both.Runtime(OnnxExport.ToBytes(network, s_input, new OnnxExportOptions { Head = OnnxHead.Sigmoid }), s_input,
            samples)["probabilities"];
        sigmoid[0].ShouldBe(1 / (1 + MathF.Exp(-softmax["logits"][0])), 1e-6f);
    }

    [Fact]
    public void What_cannot_be_written_takes_no_place_and_no_file_of_the_user_is_written_over()
    {
        string folder = Directory.CreateTempSubdirectory("weir-onnx-").FullName, path = Path.Combine(folder, "net.onnx");
        try
        {
            Directory.CreateDirectory(path);
            Should.Throw<FileException>(() => OnnxExport.Write(Mlp.Build(3, 2, depth: 1).Ready(), s_input, path)).Message
                .ShouldContain("the ONNX file cannot be written");
            Directory.EnumerateFileSystemEntries(folder).ShouldBe([path]);
            Directory.Delete(path);
            File.WriteAllText(path + ".tmp", "mine");
            OnnxExport.Write(Mlp.Build(3, 2, depth: 1).Ready(), s_input, path);
            File.ReadAllText(path + ".tmp").ShouldBe("mine");
            Directory.EnumerateFileSystemEntries(folder).Order().ShouldBe([path, path + ".tmp"]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void What_cannot_be_put_in_its_place_leaves_nothing_behind()
    {
        string folder = Directory.CreateTempSubdirectory("weir-onnx-").FullName, path = Path.Combine(folder, "net.onnx");
        try
        {
            Directory.CreateDirectory(path);
            Should.Throw<FileException>(() => OnnxExport.Write(Mlp.Build(3, 2, depth: 1).Ready(), s_input, path)).Message
                .ShouldContain("the ONNX file cannot be written");
            Directory.EnumerateFiles(folder).ShouldBeEmpty();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void The_file_says_names_shapes_metadata_and_who_made_it()
    {
        byte[] bytes = OnnxExport.ToBytes(Mlp.Build(3, 2, depth: 2, width: 8).Ready(), s_input, new OnnxExportOptions
        {
            Name = "irises",
            Input = "petals",
            Metadata = new Dictionary<string, string> { ["classes"] = "[\"a\",\"b\"]" },
        });
        ModelProto model = ModelProto.Parser.ParseFrom(bytes);
        (model.ProducerName, model.IrVersion, model.OpsetImport.Single().Version).ShouldBe(("Weir", 9, 20));
        model.Graph.Name.ShouldBe("irises");
        model.Graph.Input.Single().Name.ShouldBe("petals");
        TensorShapeProto shape = model.Graph.Input.Single().Type.TensorType.Shape;
        (shape.Dim[0].DimParam, shape.Dim[1].DimValue).ShouldBe(("batch", 3));
        model.Graph.Initializer.Select(constant => constant.Name).ShouldBe(["2.weight", "2.bias", "3.weight", "3.bias"], ignoreOrder: true);
        model.Graph.Node.Select(node => node.Name).ShouldBe(["2/Gemm", "2/Relu", "3/Gemm", "output"]);
        model.MetadataProps.Single().Value.ShouldBe("[\"a\",\"b\"]");
    }

    [Fact]
    public void A_layer_without_a_form_is_refused_by_name()
    {
        OnnxException error = Should.Throw<OnnxException>(() => OnnxExport.ToBytes(new Sequential(new Linear(3, 4), new Doubling())
            .Ready(), s_input));
        error.Message.ShouldBe("layer 2 of kind 'doubling' (Doubling) has no ONNX form: write a class that derives from OnnxForm<Doubling> "
            + "and pass OnnxForms.BuiltIn.With(new …) in OnnxExportOptions.Forms");
    }

    [RuntimeFact]
    public void A_layer_from_outside_is_written_by_its_own_form()
    {
        Module network = new Sequential(new Linear(3, 4), new Doubling()).Ready();
        byte[] model = OnnxExport.ToBytes(network, s_input, new OnnxExportOptions { Forms = OnnxForms.BuiltIn.With(new DoublingForm()) });
        float[] samples = Both.Samples(s_input, 2);
        Both.Difference(Both.Runtime(model, s_input, samples)["output"], Both.Weir(network, s_input, samples)).ShouldBeLessThan(1e-6);
    }

    [Fact]
    public void A_file_is_written_whole()
    {
        string folder = Directory.CreateTempSubdirectory("weir-onnx-").FullName;
        try
        {
            string path = Path.Combine(folder, "net.onnx");
            Module network = Mlp.Build(3, 2).Ready();
            OnnxExport.Write(network, s_input, path);
            File.ReadAllBytes(path).ShouldBe(OnnxExport.ToBytes(network, s_input));
            Directory.GetFiles(folder).ShouldBe([path]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed class Doubling : Module
    {
        protected override Tensor Forward(Tensor x) => x.Scale(2);
    }

    private sealed class DoublingForm : OnnxForm<Doubling>
    {
        protected override OnnxSignal Write(Doubling module, OnnxSignal x, OnnxGraph graph) =>
            x.Named(graph.Node("Mul", [x.Name, graph.Constant("two", [], [2f])]));
    }
}
