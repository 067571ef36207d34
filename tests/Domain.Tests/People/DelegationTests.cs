using HoiQC.Domain.People;
using HoiQC.Domain.Units;

namespace HoiQC.Domain.Tests.People;

/// <summary>The administrator of xã Khun Há gives roles, and learns nothing of xã Bản Hon by trying.</summary>
public sealed class DelegationTests
{
    private static readonly DateOnly Day = new(2024, 1, 5);

    private static readonly UnitTree Tree = new(
    [
        new("106", "Huyện Tam Đường", "Tam Đường", "huyện", "district", null, new(2004, 1, 1), null),
        new("3430", "Xã Khun Há", "Khun Há", "xã", "commune", "106", new(2004, 1, 1), null),
        new("3421", "Xã Bản Hon", "Bản Hon", "xã", "commune", "106", new(2004, 1, 1), null),
    ]);

    private static readonly Viewer Keeper = new("sung.thi.my", "Sùng Thị Mỷ", [new(Role.Administrator, RoleScope.Of("3430"), new(2023, 1, 1))]);

    public static TheoryData<Assignment, string?> Cases => new()
    {
        { new(Role.Watcher, RoleScope.Of("3430"), Day), null },
        { new(Role.Officer, RoleScope.Of("3430-FrontBloc", "3430", "FrontBloc"), Day), null },
        { new(Role.Watcher, RoleScope.Of("3430-FrontBloc", "3430", "FrontBloc"), Day), "Cán bộ theo dõi phụ trách một đơn vị" },
        { new(Role.Watcher, RoleScope.Of("3430"), Day, new(2024, 1, 4)), "Ngày thôi giữ vai trò 04/01/2024 trước ngày bắt đầu" },
        { new(Role.Watcher, RoleScope.Of("3430"), new(2023, 1, 1), new(2024, 1, 4)), "Ngày thôi giữ vai trò 04/01/2024 đã qua" },
        { new(Role.Watcher, RoleScope.Of("3421"), Day), "Không có đơn vị hoặc tổ chức mang mã “3421”" },
        { new(Role.Watcher, RoleScope.Of("3421"), Day, new(2024, 1, 4)), "Không có đơn vị hoặc tổ chức mang mã “3421”" },
        { new(Role.Watcher, RoleScope.Of("3421-FrontBloc", "3421", "FrontBloc"), Day), "Không có đơn vị hoặc tổ chức mang mã “3421-FrontBloc”" },
        { new(Role.Watcher, RoleScope.Everything, Day, new(2024, 1, 4)), "Chỉ quản trị viên toàn hệ thống" },
        { new(Role.Display, RoleScope.Of("3421"), Day), "Màn hình không phải là người" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_lies_elsewhere_is_refused_before_anything_else_is_said_of_it(Assignment held, string? sentence)
    {
        var refusal = Delegation.Check(Keeper, held, Day, Tree);
        if (sentence is null) Assert.Null(refusal);
        else Assert.StartsWith(sentence, refusal!.Sentence, StringComparison.Ordinal);
    }
}
