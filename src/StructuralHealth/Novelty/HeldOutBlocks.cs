namespace EdgeTwin.StructuralHealth.Novelty;

/// <summary>Which windows are held out together: blocks of time, so that neighbours of a window do not vouch for it.</summary>
internal static class HeldOutBlocks
{
    private const int BlocksPerFold = 4;

    public static int FoldOf(int window, int windows, int folds) => (int)((long)window * folds * BlocksPerFold / windows) % folds;
}
