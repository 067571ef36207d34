using HoiQC.Domain.Units;
using HoiQC.Domain.Words;

namespace HoiQC.Domain.People;

/// <summary>What one who keeps people may give to others: never more, and nowhere else, than where they keep people themselves.</summary>
public static class Delegation
{
    /// <summary>Said of the role that no person holds, wherever it were to be given.</summary>
    public static readonly Refusal Screen = Refusal.Invalid("Màn hình không phải là người; đề nghị lập đường dẫn màn hình riêng cho một đơn vị.", "role");

    /// <summary>Whether somebody keeps the people of a scope.</summary>
    public static bool Covers(Viewer keeper, RoleScope scope, DateOnly today, UnitTree tree) =>
        keeper.As(Role.Administrator).Any(own => scope.IsWithin(own.Scope, today, tree));

    /// <summary>Why a person cannot be given a role, or null.</summary>
    /// <param name="keeper">Who gives it.</param>
    /// <param name="held">The role; unit or body of its scope exist.</param>
    /// <param name="today">Today.</param>
    /// <param name="tree">The units.</param>
    public static Refusal? Check(Viewer keeper, Assignment held, DateOnly today, UnitTree tree) => held switch
    {
        { Role: Role.Display } => Screen,

        // Before anything that only a scope that exists could be told: elsewhere is as if it were not there.
        _ when !Covers(keeper, held.Scope, today, tree) => Outside(held.Scope.ToString()),
        { Scope.Body: not null, Role: not Role.Officer } => Refusal.Invalid($"{RoleWords.Name(held.Role)} phụ trách một đơn vị, không phụ trách một tổ chức. Đề nghị chọn đơn vị.", "scope"),
        { Until: { } until } when until < held.From => Refusal.Invalid($"Ngày thôi giữ vai trò {Vietnamese.Date(until)} trước ngày bắt đầu {Vietnamese.Date(held.From)}. Đề nghị ghi lại.", "until"),
        { Until: { } until } when until < today => Refusal.Invalid($"Ngày thôi giữ vai trò {Vietnamese.Date(until)} đã qua. Đề nghị ghi ngày từ hôm nay trở đi.", "until"),
        _ => null,
    };

    /// <summary>The one answer for a unit or body that does not exist and for one that lies elsewhere.</summary>
    public static Refusal Outside(string scope) => scope == RoleScope.Star
        ? Refusal.Invalid("Chỉ quản trị viên toàn hệ thống giao được vai trò toàn hệ thống. Đề nghị chọn một đơn vị hoặc tổ chức.", "scope")
        : Refusal.Invalid($"Không có đơn vị hoặc tổ chức mang mã “{scope}” trong phạm vi quản trị của mình. Đề nghị xem lại mã.", "scope");
}
