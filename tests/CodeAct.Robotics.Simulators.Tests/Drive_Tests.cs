using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Simulators.Tests;

public sealed class Drive_Tests
{
    [Fact]
    public void Range_ShrinksAsTheDriveGoesForward()
    {
        Twin twin = Twin.Of("workbench");

        twin.Do("Cart", "Forward", 1).Wait(1);
        Assert.Equal(2, twin.Truth("Front"), 9);

        twin.Settle("Cart");
        Assert.Equal(1.5, twin.Truth("Front"), 9);
    }

    [Fact]
    public void Range_GrowsAsTheDriveGoesBackwards()
    {
        Twin twin = Twin.Of("workbench").Do("Cart", "Forward", -0.5).Settle("Cart");

        Assert.Equal(3, twin.Truth("Front"), 9);
    }

    [Fact]
    public void Forward_IntoWhatIsThere_StopsBeforeItAndSaysSoOnce()
    {
        Twin twin = Twin.Of("workbench", ("Front", 2)).Do("Cart", "Forward", 5);

        var error = Assert.Throws<DeviceException>(() => twin.Settle("Cart"));

        Assert.Equal(ErrorCodes.Blocked, error.Code);
        Assert.Equal("Cart was blocked after 1.95 m.", error.Message);
        Assert.Equal(1.95, twin.Truth("Cart"), 9);
        Assert.Equal(0.05, twin.Truth("Front"), 9);
        Assert.False(twin.Driver("Cart").IsBusy);
    }

    [Fact]
    public void Forward_WhereThereIsNoRoom_IsBlockedAtOnce()
    {
        Twin twin = Twin.Of("workbench", ("Front", 0.05)).Do("Cart", "Forward", 1);

        Assert.Throws<DeviceException>(() => twin.Driver("Cart").IsBusy);
        Assert.Equal(0, twin.Truth("Cart"));
    }

    [Fact]
    public void Forward_StoppedOnTheWay_IsNotBlocked()
    {
        Twin twin = Twin.Of("workbench", ("Front", 2)).Do("Cart", "Forward", 5).Wait(1);

        twin.Driver("Cart").MakeSafe(new SafeValue(SafeWord.Stop));

        Assert.False(twin.Driver("Cart").IsBusy);
        Assert.Equal(0.5, twin.Truth("Cart"), 9);
        Assert.Equal(1.5, twin.Truth("Front"), 9);
    }

    [Fact]
    public void Turn_DrawsAnewWhatIsAhead()
    {
        Twin one = Twin.Of("workbench", seed: 3).Do("Cart", "Turn", 90).Settle("Cart");
        Twin same = Twin.Of("workbench", seed: 3).Do("Cart", "Turn", 90).Settle("Cart");
        Twin other = Twin.Of("workbench", seed: 4).Do("Cart", "Turn", 90).Settle("Cart");

        Assert.NotEqual(2.5, one.Truth("Front"));
        Assert.InRange(one.Truth("Front"), 0.5, 4);
        Assert.Equal(one.Truth("Front"), same.Truth("Front"));
        Assert.NotEqual(one.Truth("Front"), other.Truth("Front"));
    }

    [Fact]
    public void Pose_FollowsASquareBackToTheOrigin()
    {
        Twin twin = Twin.Of("workbench", ("Front", 4));
        for (int i = 0; i < 4; i++) twin.Do("Cart", "Forward", 0.4).Settle("Cart").Do("Cart", "Turn", 90).Settle("Cart");

        DeviceState pose = twin.Driver("Cart").Read();

        Assert.Equal(0, pose.Value, 9);
        Assert.Equal(0, pose.Second, 9);
        Assert.Equal(360, pose.Third, 9);
    }
}
