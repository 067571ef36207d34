using System.Collections.Immutable;

namespace HoiQC.Domain.Calendars;

/// <summary>
/// Where sun and moon stand, as far as a lunisolar calendar needs it. Times are Julian days of universal time. Series: Jean Meeus, Astronomical Algorithms,
/// chapters 25 (sun), 32 and appendix III (the earth's longitude), 49 (new moons); difference of dynamical and universal time: Espenak and Meeus, Five Millennium
/// Canon of Solar Eclipses. Good to about half a minute of time from 1990 to 2100.
/// </summary>
internal static class Sky
{
    private const double J2000 = 2451545.0;
    private const double Degree = Math.PI / 180;

    /// <summary>Mean days from one new moon to the next.</summary>
    private const double SynodicMonth = 29.530588861;

    /// <summary>Terms of the earth's heliocentric longitude: amplitude in 1e-8 rad, phase in rad, rad a thousand years. One row a power of time.</summary>
    private static readonly ImmutableArray<ImmutableArray<(double Amplitude, double Phase, double Speed)>> EarthLongitude =
    [
        [
            (175347046, 0, 0), (3341656, 4.6692568, 6283.0758500), (34894, 4.62610, 12566.15170), (3497, 2.7441, 5753.3849), (3418, 2.8289, 3.5231),
            (3136, 3.6277, 77713.7715), (2676, 4.4181, 7860.4194), (2343, 6.1352, 3930.2097), (1324, 0.7425, 11506.7698), (1273, 2.0371, 529.6910),
            (1199, 1.1096, 1577.3435), (990, 5.233, 5884.927), (902, 2.045, 26.298), (857, 3.508, 398.149), (780, 1.179, 5223.694),
            (753, 2.533, 5507.553), (505, 4.583, 18849.228), (492, 4.205, 775.523), (357, 2.920, 0.067), (317, 5.849, 11790.629),
            (284, 1.899, 796.298), (271, 0.315, 10977.079), (243, 0.345, 5486.778), (206, 4.806, 2544.314), (205, 1.869, 5573.143),
            (202, 2.458, 6069.777), (156, 0.833, 213.299), (132, 3.411, 2942.463), (126, 1.083, 20.775), (115, 0.645, 0.980),
            (103, 0.636, 4694.003), (102, 0.976, 15720.839), (102, 4.267, 7.114),
        ],
        [
            (628331966747, 0, 0), (206059, 2.678235, 6283.075850), (4303, 2.6351, 12566.1517), (425, 1.590, 3.523), (119, 5.796, 26.298), (109, 2.966, 1577.344),
        ],
        [(52919, 0, 0), (8720, 1.0721, 6283.0758), (309, 0.867, 12566.152)],
    ];

    /// <summary>Terms of a new moon's true time: days, power of the eccentricity, multiples of the sun's anomaly, the moon's anomaly and the moon's latitude argument.</summary>
    private static readonly ImmutableArray<(double Days, int Eccentricity, int Sun, int Moon, int Latitude)> NewMoonTerms =
    [
        (-0.40720, 0, 0, 1, 0), (0.17241, 1, 1, 0, 0), (0.01608, 0, 0, 2, 0), (0.01039, 0, 0, 0, 2), (0.00739, 1, -1, 1, 0), (-0.00514, 1, 1, 1, 0),
        (0.00208, 2, 2, 0, 0), (-0.00111, 0, 0, 1, -2), (-0.00057, 0, 0, 1, 2), (0.00056, 1, 1, 2, 0), (-0.00042, 0, 0, 3, 0), (0.00042, 1, 1, 0, 2),
        (0.00038, 1, 1, 0, -2), (-0.00024, 1, -1, 2, 0), (-0.00007, 0, 2, 1, 0), (0.00004, 0, 0, 2, -2), (0.00004, 0, 3, 0, 0), (0.00003, 0, 1, 1, -2),
        (0.00003, 0, 0, 2, 2), (-0.00003, 0, 1, 1, 2), (0.00003, 0, -1, 1, 2), (-0.00002, 0, -1, 1, -2), (-0.00002, 0, 1, 3, 0), (0.00002, 0, 0, 4, 0),
    ];

    /// <summary>Pulls of the planets on a new moon: days, angle at the first new moon of 2000 and its step, both in degrees.</summary>
    private static readonly ImmutableArray<(double Days, double Angle, double Step)> Planets =
    [
        (0.000165, 251.88, 0.016321), (0.000164, 251.83, 26.651886), (0.000126, 349.42, 36.412478), (0.000110, 84.66, 18.206239),
        (0.000062, 141.74, 53.303771), (0.000060, 207.14, 2.453732), (0.000056, 154.84, 7.306860), (0.000047, 34.52, 27.261239), (0.000042, 207.19, 0.121824),
        (0.000040, 291.34, 1.844379), (0.000037, 161.72, 24.198154), (0.000035, 239.56, 25.513099), (0.000023, 331.55, 3.592518),
    ];

    /// <summary>The instant of the new moon with that number; 0 is the first of the year 2000, 06/01/2000.</summary>
    public static double NewMoon(int number)
    {
        var k = (double)number;
        var t = k / 1236.85;
        var eccentricity = 1 - (0.002516 * t) - (0.0000074 * t * t);
        var sun = Degree * (2.5534 + (29.10535670 * k) - (0.0000014 * t * t));
        var moon = Degree * (201.5643 + (385.81693528 * k) + (0.0107582 * t * t) + (0.00001238 * t * t * t));
        var latitude = Degree * (160.7108 + (390.67050284 * k) - (0.0016118 * t * t) - (0.00000227 * t * t * t));
        var node = Degree * (124.7746 - (1.56375588 * k) + (0.0020672 * t * t));
        var instant = 2451550.09766 + (SynodicMonth * k) + (0.00015437 * t * t) - (0.000000150 * t * t * t) - (0.00017 * Math.Sin(node))
            + (0.000325 * Math.Sin(Degree * (299.77 + (0.107408 * k) - (0.009173 * t * t))));
        foreach (var term in NewMoonTerms)
            instant += term.Days * Math.Pow(eccentricity, term.Eccentricity) * Math.Sin((term.Sun * sun) + (term.Moon * moon) + (term.Latitude * latitude));
        foreach (var (days, angle, step) in Planets)
            instant += days * Math.Sin(Degree * (angle + (step * k)));
        return instant - DynamicalAhead(instant);
    }

    /// <summary>The number of the new moon nearest to an instant, give or take one.</summary>
    public static int NewMoonNear(double instant) => (int)Math.Round((instant - 2451550.09766) / SynodicMonth);

    /// <summary>The sun's apparent longitude at an instant, in degrees from 0 up to 360.</summary>
    public static double SunLongitude(double instant)
    {
        var t = (instant + DynamicalAhead(instant) - J2000) / 365250;
        double earth = 0, power = 1;
        foreach (var terms in EarthLongitude)
        {
            foreach (var (amplitude, phase, speed) in terms) earth += power * amplitude * Math.Cos(phase + (speed * t));
            power *= t;
        }
        var centuries = t * 10;
        var node = Degree * (125.04452 - (1934.136261 * centuries));
        var sun = Degree * (280.4665 + (36000.7698 * centuries));
        var moon = Degree * (218.3165 + (481267.8813 * centuries));
        var nutation = (-17.20 * Math.Sin(node)) - (1.32 * Math.Sin(2 * sun)) - (0.23 * Math.Sin(2 * moon)) + (0.21 * Math.Sin(2 * node));
        var anomaly = Degree * (357.52911 + (35999.05029 * centuries));
        var aberration = -20.4898 * (1 + (0.016709 * Math.Cos(anomaly)));
        var longitude = (earth * 1e-8 / Degree) + 180 + ((nutation + aberration - 0.09033) / 3600);
        return ((longitude % 360) + 360) % 360;
    }

    /// <summary>Days by which dynamical time, in which the heavens are computed, runs ahead of universal time.</summary>
    private static double DynamicalAhead(double instant)
    {
        var year = 2000 + ((instant - J2000) / 365.25);
        var t = year - 2000;
        var seconds = year < 2005
            ? 63.86 + (t * (0.3345 + (t * (-0.060374 + (t * (0.0017275 + (t * (0.000651814 + (t * 0.00002373599)))))))))
            : year < 2050 ? 62.92 + (0.32217 * t) + (0.005589 * t * t)
            : -20 + (32 * (year - 1820) / 100 * (year - 1820) / 100) - (0.5628 * (2150 - year));
        return seconds / 86400;
    }
}
