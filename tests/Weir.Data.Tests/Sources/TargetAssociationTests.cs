namespace Weir.Data.Tests.Sources;

/// <summary>How much a column has to do with the target, against numbers worked out by hand.</summary>
public class TargetAssociationTests
{
    [Fact]
    public void Numbers_categories_and_classes_have_the_measure_that_fits()
    {
        string folder = Directory.CreateTempSubdirectory("weir-data-").FullName;
        try
        {
            string numbers = Path.Combine(folder, "numbers.csv"), classes = Path.Combine(folder, "classes.csv");
            // Against y = 1.5, 2.5, 3.5, 4.5: x runs against it, g parts it into means 2 and 4: η² = 4/5.
            File.WriteAllText(numbers, "x,g,c,y\n8,a,1,1.5\n6,a,1,2.5\n4,b,1,3.5\n2,b,1,4.5\n");
            IReadOnlyList<double?> found = TargetAssociation.Of(TableProfile.Of(numbers));
            found[0]!.Value.ShouldBe(-1, 1e-12);
            found[1]!.Value.ShouldBe(Math.Sqrt(0.8), 1e-12);
            found[2].ShouldBeNull();
            found[3].ShouldBeNull();
            // s tells the class, h nothing of it.
            File.WriteAllText(classes, "s,h,x,k\nu,p,1,yes\nu,q,2,yes\nv,p,3,no\nv,q,4,no\n");
            found = TargetAssociation.Of(TableProfile.Of(classes));
            found[0]!.Value.ShouldBe(1, 1e-12);
            found[1]!.Value.ShouldBe(0, 1e-12);
            found[2]!.Value.ShouldBe(Math.Sqrt(0.8), 1e-12);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
