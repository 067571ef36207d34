using HoiQC.Silo.Hosting;
using HoiQC.Silo.Store;

namespace HoiQC.Silo.Tests.Store;

public sealed class ProtectionKeyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hoiqc-keys-").FullName;

    [Fact]
    public void Keys_come_back_in_the_order_in_which_they_were_made()
    {
        using var database = TestDatabase.Open(_folder);
        var keys = new ProtectionKeyTable(database);
        Assert.Empty(keys.All());
        keys.Add("key-b", "<key id=\"b\" />");
        keys.Add("key-a", "<key id=\"a\" />");
        keys.Add("key-a", "<key id=\"a again\" />");
        Assert.Equal(["<key id=\"b\" />", "<key id=\"a\" />"], keys.All());
    }

    [Fact]
    public async Task Keys_of_an_earlier_release_are_taken_over_once_and_their_folder_goes()
    {
        var old = Directory.CreateDirectory(Path.Combine(_folder, "keys")).FullName;
        await File.WriteAllTextAsync(Path.Combine(old, "key-1.xml"), "<key id=\"1\" />");
        await File.WriteAllTextAsync(Path.Combine(old, "revocation-2.xml"), "<revocation />");
        using (await Open()) Assert.False(Directory.Exists(old));
        using (var again = await Open()) Assert.Equal(["<key id=\"1\" />", "<revocation />"], new ProtectionKeyTable(again.Database).All());
    }

    [Fact]
    public async Task A_new_data_folder_is_its_users_alone()
    {
        if (OperatingSystem.IsWindows()) return;        // rights are given otherwise there
        var made = Path.Combine(_folder, "data");
        using (await DataFolder.Open(CommandLine.Read(["run", "--data", made]), TimeProvider.System))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(made));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<DataFolder> Open() => (await DataFolder.Open(CommandLine.Read(["run", "--data", _folder]), TimeProvider.System))!;
}
