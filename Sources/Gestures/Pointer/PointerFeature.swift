/// The 61 features of pointer gestures, numbered as in the feature space.
///
/// What each one measures, and in which unit, stands in `detection.md` ("Pointer gestures"); identifiers are those of
/// the files of edges.
enum PointerFeature: UInt8, CaseIterable {
    case stepLength
    case stepSpeed
    case stepDirection
    case stepRight
    case stepDown
    case acceleration
    case jerk
    case turn
    case curvature
    case angularVelocity
    case turnWhenSlow
    case accelerationWhenSlow
    case turnAtMediumSpeed
    case accelerationAtMediumSpeed
    case turnWhenFast
    case accelerationWhenFast
    case speedRatio
    case clickHold
    case dragTime
    case dragDistance
    case clickInterval
    case doubleClickInterval
    case clickDistance
    case pauseAfterRelease
    case pauseBeforePress
    case approachPath
    case approachRecords
    case releaseToPress
    case releaseToMove
    case pause
    case wheelInterval
    case wheelBurst
    case moveRun
    case duration
    case pathLength
    case straightness
    case pointCount
    case fittsResidual
    case deviation
    case pauseBeforeGesture
    case arrivalToClick
    case peakSpeed
    case speedVariation
    case timeOfPeakSpeed
    case endSpeed
    case rmsAcceleration
    case progressAtHalfTime
    case turnUpperQuartile
    case angularVelocityUpperDecile
    case peakSpeedOfLongMove
    case durationOfLongMove
    case sampleInterval
    case recorderInterval
    case lagChange
    case intervalVariation
    case recordPair
    case gestureKind
    case stepPair
    case turnAndSpeed
    case directionAndSpeed
    case distanceAndDuration

    /// The short identifier in files of edges and in evidence.
    var identifier: String {
        switch self {
        case .stepLength: "r_ds"
        case .stepSpeed: "r_v"
        case .stepDirection: "r_dir"
        case .stepRight: "r_dx"
        case .stepDown: "r_dy"
        case .acceleration: "r_acc"
        case .jerk: "r_jerk"
        case .turn: "r_dth"
        case .curvature: "r_cur"
        case .angularVelocity: "r_omg"
        case .turnWhenSlow: "r_adth_v0"
        case .accelerationWhenSlow: "r_acc_v0"
        case .turnAtMediumSpeed: "r_adth_v1"
        case .accelerationAtMediumSpeed: "r_acc_v1"
        case .turnWhenFast: "r_adth_v2"
        case .accelerationWhenFast: "r_acc_v2"
        case .speedRatio: "r_vratio"
        case .clickHold: "k_hold"
        case .dragTime: "k_dragtime"
        case .dragDistance: "k_dragdist"
        case .clickInterval: "k_interclick"
        case .doubleClickInterval: "k_double"
        case .clickDistance: "k_clickdist"
        case .pauseAfterRelease: "k_afterrel"
        case .pauseBeforePress: "k_before"
        case .approachPath: "k_appr_d"
        case .approachRecords: "k_appr_n"
        case .releaseToPress: "k_relpress"
        case .releaseToMove: "k_relmove"
        case .pause: "p_gap"
        case .wheelInterval: "w_gap"
        case .wheelBurst: "w_burstn"
        case .moveRun: "m_movelen"
        case .duration: "g_dur"
        case .pathLength: "g_len"
        case .straightness: "g_straight"
        case .pointCount: "g_npts"
        case .fittsResidual: "g_fitts"
        case .deviation: "g_devmax"
        case .pauseBeforeGesture: "g_gapbefore"
        case .arrivalToClick: "g_clickgap"
        case .peakSpeed: "v_max"
        case .speedVariation: "v_cv"
        case .timeOfPeakSpeed: "v_tpeak"
        case .endSpeed: "v_last"
        case .rmsAcceleration: "a_rms"
        case .progressAtHalfTime: "prof_50"
        case .turnUpperQuartile: "dth_p75"
        case .angularVelocityUpperDecile: "w_p90"
        case .peakSpeedOfLongMove: "c2_vmax"
        case .durationOfLongMove: "c2_dur"
        case .sampleInterval: "e_dt"
        case .recorderInterval: "e_drt"
        case .lagChange: "e_dlag"
        case .intervalVariation: "dt_cv"
        case .recordPair: "m_bigram"
        case .gestureKind: "g_kind"
        case .stepPair: "j_steps"
        case .turnAndSpeed: "j_turnspeed"
        case .directionAndSpeed: "j_dirspeed"
        case .distanceAndDuration: "j_distdur"
        }
    }

    /// How raw values are spread before they are binned; `nil` for a cell feature.
    var transform: SampleTransform? {
        switch self {
        case .stepLength, .stepSpeed, .curvature, .dragDistance, .clickDistance, .approachPath, .pathLength,
            .deviation, .peakSpeed, .endSpeed, .rmsAcceleration, .angularVelocityUpperDecile,
            .peakSpeedOfLongMove, .recorderInterval:
            .log1p
        case .stepDirection, .turn, .turnWhenSlow, .turnAtMediumSpeed, .turnWhenFast, .doubleClickInterval,
            .approachRecords, .straightness, .fittsResidual, .speedVariation, .timeOfPeakSpeed,
            .progressAtHalfTime, .turnUpperQuartile, .sampleInterval, .intervalVariation:
            .identity
        case .stepRight, .stepDown, .acceleration, .jerk, .angularVelocity, .accelerationWhenSlow,
            .accelerationAtMediumSpeed, .accelerationWhenFast, .lagChange:
            .signedLog1p
        case .speedRatio, .clickHold, .dragTime, .clickInterval, .pauseAfterRelease, .pauseBeforePress,
            .releaseToPress, .releaseToMove, .pause, .wheelInterval, .wheelBurst, .moveRun, .duration,
            .pointCount, .pauseBeforeGesture, .arrivalToClick, .durationOfLongMove:
            .log
        case .recordPair, .gestureKind, .stepPair, .turnAndSpeed, .directionAndSpeed, .distanceAndDuration:
            nil
        }
    }

    /// How many cells a cell feature has; `nil` for a numeric one.
    var cellCount: Int? {
        switch self {
        case .recordPair: 25
        case .gestureKind: 3
        case .stepPair: 49
        case .turnAndSpeed: 42
        case .directionAndSpeed: 112
        case .distanceAndDuration: 49
        default: nil
        }
    }

    /// Whether the feature tells about the hand or about the line and the recorder.
    var origin: FeatureOrigin {
        switch self {
        case .sampleInterval, .recorderInterval, .lagChange, .intervalVariation: .transport
        default: .hand
        }
    }
}
