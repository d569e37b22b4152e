namespace OrleansBridge.Core.Simulation.Profiles;

/// <summary>The standard normal distribution.</summary>
internal static class Normal
{
    private const double Low = .02425;

    /// <summary>The inverse of its distribution function by P. J. Acklam's rational approximation, relative error below 1.2e-9.</summary>
    public static double Quantile(double p)
    {
        if (p is < Low or > 1 - Low)
        {
            var q = Math.Sqrt(-2 * Math.Log(p < Low ? p : 1 - p));
            var tail = (((((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838) * q - 2.549732539343734) * q + 4.374664141464968) * q + 2.938163982698783)
                / ((((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1);
            return p < Low ? tail : -tail;
        }

        var c = p - .5;
        var r = c * c;
        return (((((-3.969683028665376e+01 * r + 2.209460984245205e+02) * r - 2.759285104469687e+02) * r + 1.383577518672690e+02) * r - 3.066479806614716e+01) * r + 2.506628277459239) * c
            / (((((-5.447609879822406e+01 * r + 1.615858368580409e+02) * r - 1.556989798598866e+02) * r + 6.680131188771972e+01) * r - 1.328068155288572e+01) * r + 1);
    }
}
