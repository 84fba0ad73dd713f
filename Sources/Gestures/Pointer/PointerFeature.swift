/// The 61 features of pointer gestures, numbered as in the feature space; identifiers are those of the files of edges.
///
/// The documentation gives the raw quantity; `transform` spreads it before it is binned. Times that the logarithm is taken
/// of are at least 0.001 s.
enum PointerFeature: UInt8, CaseIterable {
    /// The length of a step, in px. A step leads from one point of a gesture to the next.
    case stepLength
    /// The speed of a step, in px/s.
    case stepSpeed
    /// The direction of a step that is not 0 px long, in [−π, π): 0 is right, π/2 up, −π left.
    case stepDirection
    /// How far a step leads to the right, in px; negative to the left.
    case stepRight
    /// How far a step leads down, in px; negative up.
    case stepDown
    /// The change of speed from one step to the next over their mean time, in px/s².
    case acceleration
    /// The change of acceleration from one pair of steps to the next over the mean time of a step, in px/s³.
    case jerk
    /// The change of direction between two steps that are not 0 px long, in [−π, π).
    case turn
    /// 100 times the magnitude of a turn over the mean length of its steps (at least 0.5 px), in rad/px.
    case curvature
    /// A turn over the mean time of its steps, in rad/s.
    case angularVelocity
    /// The magnitude of a turn where the mean speed of its steps is below 150 px/s, in rad.
    case turnWhenSlow
    /// The acceleration where the mean speed of its steps is below 150 px/s, in px/s².
    case accelerationWhenSlow
    /// The magnitude of a turn at 150 px/s and more but below 700 px/s, in rad.
    case turnAtMediumSpeed
    /// The acceleration at 150 px/s and more but below 700 px/s, in px/s².
    case accelerationAtMediumSpeed
    /// The magnitude of a turn at 700 px/s and more, in rad.
    case turnWhenFast
    /// The acceleration at 700 px/s and more, in px/s².
    case accelerationWhenFast
    /// The speed of a step over that of the step before (at least 1 px/s), within 0.001…1,000.
    case speedRatio
    /// How long a button was held that moved by 4 px or less, in s.
    case clickHold
    /// How long a button was held that moved by more than 4 px, in s.
    case dragTime
    /// How far a button's release lies from its press where that is more than 4 px, in px.
    case dragDistance
    /// From the press of one click or drag to that of the next, in s, within 0.01…600.
    case clickInterval
    /// The same where it is below 0.6, in s.
    case doubleClickInterval
    /// How far the press of a click or drag lies from the one before, in px.
    case clickDistance
    /// From a release to the next record, in s, within 0.001…60.
    case pauseAfterRelease
    /// From a record to the press that follows it, in s, within 0.001…60.
    case pauseBeforePress
    /// The length of the way of the 300 ms (at most 64 records) before a press, in px.
    case approachPath
    /// How many records there are in the 300 ms before a press, at most 40.
    case approachRecords
    /// From a release to the next press, in s, within 0.001…60.
    case releaseToPress
    /// From a release to the next move or drag, in s, within 0.001…60.
    case releaseToMove
    /// A time without a record, in s, where it is above 0.2.
    case pause
    /// From one notch of the wheel to the next, in s, where it is below 2.
    case wheelInterval
    /// How many notches of the wheel in one direction follow one another with at most 0.7 s between, up to a press.
    case wheelBurst
    /// How many moves follow one another without another kind of record or more than 1 s between.
    case moveRun
    /// How long a gesture takes, in s.
    case duration
    /// How long a gesture's way is, in px.
    case pathLength
    /// A gesture's distance from its first to its last point over the length of its way, in 0…1.
    case straightness
    /// How many points a gesture has.
    case pointCount
    /// ln of a gesture's duration in s, less half of ln(1 + distance in px): how slow it is for its distance.
    case fittsResidual
    /// How far a gesture strays from the line between its first and its last point, in px, if these are 5 px apart.
    case deviation
    /// From the record before a gesture to its first point, in s.
    case pauseBeforeGesture
    /// From a gesture's last point to the press that ends it, in s.
    case arrivalToClick
    /// The largest speed of a gesture's steps, in px/s.
    case peakSpeed
    /// The standard deviation of the speed of a gesture's steps over its mean (at least 1 px/s).
    case speedVariation
    /// When a gesture is fastest, as a share of its duration.
    case timeOfPeakSpeed
    /// The speed of a gesture's last step, in px/s.
    case endSpeed
    /// The root mean square of a gesture's accelerations, in px/s².
    case rmsAcceleration
    /// The share of a gesture's way that is covered in the first half of its time.
    case progressAtHalfTime
    /// The upper quartile of the magnitude of a gesture's turns, in rad.
    case turnUpperQuartile
    /// The upper decile of the magnitude of a gesture's angular velocities, in rad/s.
    case angularVelocityUpperDecile
    /// The peak speed of a gesture that leads 250 px and more away, in px/s.
    case peakSpeedOfLongMove
    /// The duration of a gesture that leads 250 px and more away, in s.
    case durationOfLongMove
    /// From one record of a gesture to the next, in ms.
    case sampleInterval
    /// From one record to the next on the recorder's clock, in ms, within 0…60,000.
    case recorderInterval
    /// By how much more the recorder's clock advanced from one record to the next than the client's, in ms.
    case lagChange
    /// The standard deviation of the time of a gesture's steps over its mean (at least 1 ms).
    case intervalVariation
    /// The kinds of two records that follow one another: 5 × 5 cells, both directions of the wheel as one kind.
    case recordPair
    /// What ended a gesture: 0 anything but a press, 1 a press; 2 for a drag.
    case gestureKind
    /// The lengths of two steps that follow one another: 7 × 7 cells, by the limits of `JointCells`.
    case stepPair
    /// The magnitude of a turn, and the speed of the step after it: 6 × 7 cells.
    case turnAndSpeed
    /// The direction of a step and its speed: 16 × 7 cells.
    case directionAndSpeed
    /// The distance that a gesture leads away, and its duration: 7 × 7 cells.
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

extension PointerFeature {
    /// The feature as its modality has it.
    var definition: FeatureDefinition {
        FeatureDefinition(
            identifier: identifier,
            kind: transform.map { .numeric($0) } ?? .cells(count: cellCount ?? 0),
            origin: origin,
            phrases: phrases
        )
    }
}
