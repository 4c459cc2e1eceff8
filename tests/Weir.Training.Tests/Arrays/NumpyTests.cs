using System.Text;
using Weir.Tensors;

namespace Weir.Training.Tests;

/// <summary>Files that NumPy has written (tests/golden/make_weights.py), and files that are written for it.</summary>
public class NumpyTests
{
    [Fact]
    public void Arrays_of_every_type_that_NumPy_wrote_are_read()
    {
        IReadOnlyDictionary<string, NumpyArray> arrays = NumpyArchive.Read(Golden("arrays.npz"));
        arrays.Count.ShouldBe(12);
        foreach ((string name, NumpyArray array) in arrays.Where(array => array.Key is not "scalar" and not "empty"))
        {
            array.Type.ToString().ToLowerInvariant().ShouldBe(name);
            array.Shape.ShouldBe([2, 3], name);
            array.ToFloats().ShouldBe(name[0] == 'u' ? [0, 1, 2, 3, 4, 5] : [-3, -2, -1, 0, 1, 2], name);
        }

        arrays["scalar"].Shape.ShouldBeEmpty();
        arrays["scalar"].To<float>().ShouldBe([2.5f]);
        arrays["empty"].Shape.ShouldBe([0, 4]);
        arrays["empty"].To<float>().ShouldBeEmpty();
        arrays["int64"].To<long>().ShouldBe([-3, -2, -1, 0, 1, 2]);
        Should.Throw<InvalidOperationException>(() => arrays["int64"].To<float>()).Message.ShouldContain("Int64");
        NumpyArchive.Read(Golden("arrays-compressed.npz"))["float32"].ToFloats().ShouldBe([-3, -2, -1, 0, 1, 2]);
        NumpyArray cube = NumpyArray.Read(Golden("array.npy"));
        cube.Shape.ShouldBe([3, 2, 2]);
        cube.To<double>().ShouldBe([.. Enumerable.Range(0, 12).Select(i => -1 + (i * 2.0 / 11))], 1e-15);
    }

    [Fact]
    public void What_is_written_has_the_bytes_that_NumPy_writes()
    {
        using TemporaryFolder folder = new();
        NumpyArray.Read(Golden("array.npy")).Write(folder.File("array.npy"));
        File.ReadAllBytes(folder.File("array.npy")).ShouldBe(File.ReadAllBytes(Golden("array.npy")));

        IReadOnlyDictionary<string, NumpyArray> arrays = NumpyArchive.Read(Golden("arrays.npz"));
        NumpyArchive.Write(folder.File("arrays.npz"), arrays);
        IReadOnlyDictionary<string, NumpyArray> again = NumpyArchive.Read(folder.File("arrays.npz"));
        again.Keys.ShouldBe(arrays.Keys);
        foreach ((string name, NumpyArray array) in arrays)
        {
            again[name].Type.ShouldBe(array.Type, name);
            again[name].Bytes.ShouldBe(array.Bytes, name);
            again[name].Shape.ShouldBe(array.Shape, name);
        }

        NumpyArray tensor = NumpyArray.Of(Tensor.Leaf(new Shape(2, 1), [1.5f, -2]));
        tensor.Shape.ShouldBe([2, 1]);
        tensor.To<float>().ShouldBe([1.5f, -2]);
        Should.Throw<NumpyException>(() => NumpyArray.Of<float>(new Shape(3), [1]))
            .Message.ShouldContain("1 values were given for shape (3)");
        Should.Throw<NumpyException>(() => NumpyArray.Of<char>(new Shape(1), ['a'])).Message.ShouldContain("Char");
    }

    [Theory]
    [InlineData("array-fortran.npy", "is in Fortran order; save numpy.ascontiguousarray(array) instead")]
    [InlineData("array-big-endian.npy", "are big-endian (>f4); save array.astype('<f4') instead")]
    [InlineData("array-complex.npy", "numbers of type '<c8' are not read; float32, float64 and integers are")]
    [InlineData("array-record.npy", "arrays of records and objects are not read")]
    [InlineData("arrays.npz", "does not begin with \\x93NUMPY")]
    public void Arrays_of_other_kinds_are_refused_with_the_reason(string file, string reason) =>
        Should.Throw<NumpyException>(() => NumpyArray.Read(Golden(file))).Message.ShouldContain(reason);

    [Fact]
    public void A_file_that_is_cut_off_anywhere_is_refused()
    {
        using TemporaryFolder folder = new();
        byte[] whole = File.ReadAllBytes(Golden("array.npy"));
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(folder.File("cut.npy"), whole[..length]);
            Should.Throw<NumpyException>(() => NumpyArray.Read(folder.File("cut.npy"))).Message.ShouldContain("cut.npy: ");
        }

        File.WriteAllBytes(folder.File("cut.npy"), [.. whole, 0]);
        Should.Throw<NumpyException>(() => NumpyArray.Read(folder.File("cut.npy"))).Message.ShouldContain("bytes behind the last number");
        File.WriteAllBytes(folder.File("cut.npz"), File.ReadAllBytes(Golden("arrays.npz"))[..900]);
        Should.Throw<NumpyException>(() => NumpyArchive.Read(folder.File("cut.npz"))).Message.ShouldContain("cut.npz: damaged");
        // A shape that claims more than there is takes no memory.
        string text = Encoding.Latin1.GetString(whole).Replace("(3, 2, 2)", "(99999999,", StringComparison.Ordinal)
            .Replace("(99999999,,", "(99999999,)", StringComparison.Ordinal);
        File.WriteAllBytes(folder.File("big.npy"),
            Encoding.Latin1.GetBytes(text.Replace("(99999999,", "(99999999)", StringComparison.Ordinal)));
        Should.Throw<NumpyException>(() => NumpyArray.Read(folder.File("big.npy"))).Message.ShouldContain("799999992 bytes are expected");
    }

    private static string Golden(string file) => Path.Combine(AppContext.BaseDirectory, "golden", file);
}
