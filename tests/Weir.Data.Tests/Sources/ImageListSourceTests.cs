using System.Text;
using Weir.Tensors;

namespace Weir.Data.Tests.Sources;

public sealed class ImageListSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_table_names_the_images_and_their_classes()
    {
        DataSplit split = Load(Table("name,kind", i => i % 2 == 0 ? "even" : "odd"));
        (split.Training.Count, split.Validation!.Count, split.Test!.Count).ShouldBe((14, 2, 4));
        split.Training.InputShape.ShouldBe(new Shape(2, 3, 1));
        ClassTargets targets = (ClassTargets)split.Training.Targets;
        targets.Names.ShouldBe(["even", "odd"]);
        for (int i = 0; i < split.Training.Count; i++)
            targets.Labels[i].ShouldBe((int)Math.Round(split.Training.Sample(i)[0] * 255) % 2);
        split.Images!.Width.ShouldBe(3);
    }

    [Fact]
    public void Numbers_are_values()
    {
        DataSplit split = Load(Table("age;name", i => $"{i}.5", "{1};{0}", "age"));
        float[] values = ((ValueTargets)split.Training.Targets).Values;
        for (int i = 0; i < values.Length; i++)
            values[i].ShouldBe(MathF.Round(split.Training.Sample(i)[0] * 255) + 0.5f);
    }

    [Fact]
    public void Prices_are_values_of_one_unit()
    {
        DataSplit split = Load(Table("price;name", i => $"${i}.5", "{1};{0}", "price"));
        float[] values = ((ValueTargets)split.Training.Targets).Values;
        for (int i = 0; i < values.Length; i++)
            values[i].ShouldBe(MathF.Round(split.Training.Sample(i)[0] * 255) + 0.5f);
        Should.Throw<DataException>(() => Load(Table("price;name", i => i == 7 ? "€7.5" : $"${i}.5", "{1};{0}", "price")))
            .Message.ShouldEndWith("column 'price': some of its numbers are in $, others in €; write all in one");
    }

    [Fact]
    public void Damaged_images_are_left_out_with_their_targets()
    {
        DataRequest request = Table("name,kind", i => $"{i % 3}");
        File.WriteAllText(_folder.File("images/4.pgm"), "P5 2 3 255\n");
        DataSplit split = Load(request with { ValidationCount = 0, TestCount = 0 });
        split.Training.Count.ShouldBe(19);
        split.Remarks.Single().ShouldStartWith($"1 file is damaged and is left out: {_folder.File("images/4.pgm")}: ");
        for (int i = 0; i < 19; i++)
            ((ClassTargets)split.Training.Targets).Labels[i].ShouldBe((int)Math.Round(split.Training.Sample(i)[0] * 255) % 3);
    }

    [Fact]
    public void What_does_not_fit_is_named_with_its_line()
    {
        DataRequest request = Table("name,kind", i => $"{i}");
        File.AppendAllText(_folder.File("list.csv"), "none.pgm,1\n");
        Should.Throw<DataException>(() => Load(request))
            .Message.ShouldContain("list.csv, line 22, column 'name': there is no file 'none.pgm'");
        Should.Throw<DataException>(() => Load(request with { TargetColumn = "sort" })).Message.ShouldContain("the columns are name, kind");
        Should.Throw<DataException>(() => DataSources.Load("image-list")).Message.ShouldContain("no table is named");
        DataRequest text = Table("name,kind", i => i == 3 ? "x" : $"{i}");
        Should.Throw<DataException>(() => Load(text with { Task = DataTask.Regression }))
            .Message.ShouldContain("is 'x', which is no number");
    }

    private DataRequest Table(string header, Func<int, string> target, string row = "{0},{1}", string? column = null)
    {
        Directory.CreateDirectory(_folder.File("images"));
        StringBuilder text = new(header + "\n");
        for (int i = 0; i < 20; i++)
        {
            File.WriteAllBytes(_folder.File($"images/{i}.pgm"), [.. "P5 3 2 255\n"u8, .. Enumerable.Repeat((byte)i, 6)]);
            text.Append(string.Format(System.Globalization.CultureInfo.InvariantCulture, row, $"{i}.pgm", target(i))).Append('\n');
        }

        File.WriteAllText(_folder.File("list.csv"), text.ToString());
        return new DataRequest { File = _folder.File("list.csv"), Folder = _folder.File("images"), TargetColumn = column };
    }

    private static DataSplit Load(DataRequest request) => DataSources.Load("image-list", request);
}
