extension PointerFeature {
    /// How an auditor is told that the feature differs from the owner's.
    var phrases: FeaturePhrases {
        switch self {
        case .stepLength:
            FeaturePhrases(lower: "shorter steps", higher: "longer steps", different: "steps of other lengths")
        case .stepSpeed:
            FeaturePhrases(lower: "slower movement", higher: "faster movement", different: "other mix of speeds")
        case .stepDirection:
            FeaturePhrases(always: "moves in other directions")
        case .stepRight:
            FeaturePhrases(
                lower: "moves more to the left",
                higher: "moves more to the right",
                different: "other sideways steps"
            )
        case .stepDown:
            FeaturePhrases(
                lower: "moves more upwards",
                higher: "moves more downwards",
                different: "other up and down steps"
            )
        case .acceleration:
            FeaturePhrases(
                lower: "brakes harder",
                higher: "accelerates harder",
                different: "other mix of accelerations"
            )
        case .jerk:
            FeaturePhrases(
                lower: "smoother changes of acceleration",
                higher: "rougher changes of acceleration",
                different: "other mix of jerks"
            )
        case .turn:
            FeaturePhrases(
                lower: "turns more to one side",
                higher: "turns more to the other side",
                different: "other mix of turns"
            )
        case .curvature:
            FeaturePhrases(lower: "straighter paths", higher: "more curved paths", different: "other mix of curvatures")
        case .angularVelocity:
            FeaturePhrases(
                lower: "turns more to one side",
                higher: "turns more to the other side",
                different: "other turning speeds"
            )
        case .turnWhenSlow:
            FeaturePhrases(
                lower: "turns less when slow",
                higher: "turns more when slow",
                different: "turns differently when slow"
            )
        case .accelerationWhenSlow:
            FeaturePhrases(
                lower: "brakes harder when slow",
                higher: "accelerates harder when slow",
                different: "accelerates differently when slow"
            )
        case .turnAtMediumSpeed:
            FeaturePhrases(
                lower: "turns less at medium speed",
                higher: "turns more at medium speed",
                different: "turns differently at medium speed"
            )
        case .accelerationAtMediumSpeed:
            FeaturePhrases(
                lower: "brakes harder at medium speed",
                higher: "accelerates harder at medium speed",
                different: "accelerates differently at medium speed"
            )
        case .turnWhenFast:
            FeaturePhrases(
                lower: "turns less when fast",
                higher: "turns more when fast",
                different: "turns differently when fast"
            )
        case .accelerationWhenFast:
            FeaturePhrases(
                lower: "brakes harder when fast",
                higher: "accelerates harder when fast",
                different: "accelerates differently when fast"
            )
        case .speedRatio:
            FeaturePhrases(
                lower: "slows down more from step to step",
                higher: "speeds up more from step to step",
                different: "changes speed differently"
            )
        case .clickHold:
            FeaturePhrases(lower: "shorter clicks", higher: "longer clicks", different: "clicks of other lengths")
        case .dragTime:
            FeaturePhrases(
                lower: "shorter drags in time",
                higher: "longer drags in time",
                different: "drags of other durations"
            )
        case .dragDistance:
            FeaturePhrases(lower: "drags less far", higher: "drags farther", different: "drags other distances")
        case .clickInterval:
            FeaturePhrases(
                lower: "clicks in quicker succession",
                higher: "clicks in slower succession",
                different: "other rhythm of clicks"
            )
        case .doubleClickInterval:
            FeaturePhrases(
                lower: "quicker double clicks",
                higher: "slower double clicks",
                different: "other rhythm of double clicks"
            )
        case .clickDistance:
            FeaturePhrases(
                lower: "clicks closer together",
                higher: "clicks farther apart",
                different: "other distances between clicks"
            )
        case .pauseAfterRelease:
            FeaturePhrases(
                lower: "shorter pauses after a click",
                higher: "longer pauses after a click",
                different: "other pauses after a click"
            )
        case .pauseBeforePress:
            FeaturePhrases(
                lower: "shorter pauses before a click",
                higher: "longer pauses before a click",
                different: "other pauses before a click"
            )
        case .approachPath:
            FeaturePhrases(
                lower: "shorter approach before a click",
                higher: "longer approach before a click",
                different: "other approach before a click"
            )
        case .approachRecords:
            FeaturePhrases(
                lower: "fewer records before a click",
                higher: "more records before a click",
                different: "other number of records before a click"
            )
        case .releaseToPress:
            FeaturePhrases(
                lower: "presses again sooner",
                higher: "presses again later",
                different: "other pauses between clicks"
            )
        case .releaseToMove:
            FeaturePhrases(
                lower: "moves on sooner after a click",
                higher: "moves on later after a click",
                different: "moves on differently after a click"
            )
        case .pause:
            FeaturePhrases(lower: "shorter pauses", higher: "longer pauses", different: "other mix of pauses")
        case .wheelInterval:
            FeaturePhrases(
                lower: "turns the wheel faster",
                higher: "turns the wheel slower",
                different: "other rhythm of the wheel"
            )
        case .wheelBurst:
            FeaturePhrases(
                lower: "fewer notches of the wheel at once",
                higher: "more notches of the wheel at once",
                different: "other bursts of the wheel"
            )
        case .moveRun:
            FeaturePhrases(
                lower: "shorter runs of movement",
                higher: "longer runs of movement",
                different: "other runs of movement"
            )
        case .duration:
            FeaturePhrases(
                lower: "shorter gestures in time",
                higher: "longer gestures in time",
                different: "gestures of other durations"
            )
        case .pathLength:
            FeaturePhrases(
                lower: "shorter gestures in distance",
                higher: "longer gestures in distance",
                different: "gestures of other lengths"
            )
        case .straightness:
            FeaturePhrases(
                lower: "less straight gestures",
                higher: "straighter gestures",
                different: "other mix of straight and bent gestures"
            )
        case .pointCount:
            FeaturePhrases(
                lower: "fewer points in a gesture",
                higher: "more points in a gesture",
                different: "other number of points in a gesture"
            )
        case .fittsResidual:
            FeaturePhrases(
                lower: "quicker for the distance",
                higher: "slower for the distance",
                different: "other time for the distance"
            )
        case .deviation:
            FeaturePhrases(
                lower: "strays less from the line",
                higher: "strays farther from the line",
                different: "strays differently from the line"
            )
        case .pauseBeforeGesture:
            FeaturePhrases(
                lower: "shorter pauses before a gesture",
                higher: "longer pauses before a gesture",
                different: "other pauses before a gesture"
            )
        case .arrivalToClick:
            FeaturePhrases(
                lower: "clicks sooner after arriving",
                higher: "clicks later after arriving",
                different: "other hesitation before a click"
            )
        case .peakSpeed:
            FeaturePhrases(lower: "lower peak speed", higher: "higher peak speed", different: "other peak speeds")
        case .speedVariation:
            FeaturePhrases(
                lower: "steadier speed within a gesture",
                higher: "more changing speed within a gesture",
                different: "other variation of speed"
            )
        case .timeOfPeakSpeed:
            FeaturePhrases(
                lower: "peak speed earlier in a gesture",
                higher: "peak speed later in a gesture",
                different: "peak speed at other times"
            )
        case .endSpeed:
            FeaturePhrases(
                lower: "slower at the end of a gesture",
                higher: "faster at the end of a gesture",
                different: "other speed at the end of a gesture"
            )
        case .rmsAcceleration:
            FeaturePhrases(
                lower: "gentler acceleration",
                higher: "stronger acceleration",
                different: "other strength of acceleration"
            )
        case .progressAtHalfTime:
            FeaturePhrases(
                lower: "farther back at half time",
                higher: "farther on at half time",
                different: "other progress at half time"
            )
        case .turnUpperQuartile:
            FeaturePhrases(lower: "smaller large turns", higher: "larger large turns", different: "other large turns")
        case .angularVelocityUpperDecile:
            FeaturePhrases(lower: "slower sharp turns", higher: "faster sharp turns", different: "other sharp turns")
        case .peakSpeedOfLongMove:
            FeaturePhrases(
                lower: "lower peak speed of long moves",
                higher: "higher peak speed of long moves",
                different: "other peak speed of long moves"
            )
        case .durationOfLongMove:
            FeaturePhrases(
                lower: "quicker long moves",
                higher: "slower long moves",
                different: "other duration of long moves"
            )
        case .sampleInterval:
            FeaturePhrases(
                lower: "records come at shorter intervals",
                higher: "records come at longer intervals",
                different: "records come at other intervals"
            )
        case .recorderInterval:
            FeaturePhrases(
                lower: "the recorder hears more often",
                higher: "the recorder hears less often",
                different: "the recorder hears at other intervals"
            )
        case .lagChange:
            FeaturePhrases(
                lower: "the line's delay shrinks more",
                higher: "the line's delay grows more",
                different: "the line's delay varies differently"
            )
        case .intervalVariation:
            FeaturePhrases(
                lower: "more even intervals between records",
                higher: "less even intervals between records",
                different: "other evenness of intervals"
            )
        case .recordPair:
            FeaturePhrases(always: "other order of moves, clicks and wheel")
        case .gestureKind:
            FeaturePhrases(
                lower: "fewer gestures that end in a click or drag",
                higher: "more gestures that end in a click or drag",
                different: "other mix of moves, clicks and drags"
            )
        case .stepPair:
            FeaturePhrases(
                lower: "shorter successive steps",
                higher: "longer successive steps",
                different: "other successive steps"
            )
        case .turnAndSpeed:
            FeaturePhrases(always: "other turns for the speed")
        case .directionAndSpeed:
            FeaturePhrases(always: "other speeds for the direction")
        case .distanceAndDuration:
            FeaturePhrases(
                lower: "shorter distances and times",
                higher: "longer distances and times",
                different: "other times for the distance"
            )
        }
    }
}
